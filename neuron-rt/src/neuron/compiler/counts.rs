//! How often the compiler ran.

use std::sync::atomic::{AtomicU64, Ordering};

/// What a [`Compiler`](super::Compiler) and its clones did so far. A run that never compiles a
/// graph twice says so with these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Graphs that the compiler compiled.
    pub compiles: u64,
    /// Graphs that were found in the cache.
    pub hits: u64,
    /// Graphs that the compiler failed to compile.
    pub failures: u64,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    compiles: AtomicU64,
    hits: AtomicU64,
    failures: AtomicU64,
}

impl Counters {
    pub(super) fn compiled(&self) {
        self.compiles.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn hit(&self) {
        self.hits.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn failed(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn now(&self) -> Counts {
        Counts {
            compiles: self.compiles.load(Ordering::Relaxed),
            hits: self.hits.load(Ordering::Relaxed),
            failures: self.failures.load(Ordering::Relaxed),
        }
    }
}
