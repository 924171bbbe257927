use std::sync::atomic::{AtomicU64, Ordering};

/// What went to and came from a device since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes from the host to the device.
    pub up: u64,
    /// Bytes from the device to the host.
    pub down: u64,
    /// Runs of a model.
    pub executions: u64,
    /// Runs that ended with values that are not numbers.
    pub numerical_errors: u64,
}

/// Counts while it happens.
#[derive(Debug, Default)]
pub(super) struct Meter {
    up: AtomicU64,
    down: AtomicU64,
    executions: AtomicU64,
    numerical_errors: AtomicU64,
}

impl Meter {
    pub(super) fn up(&self, bytes: usize) {
        self.up.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn down(&self, bytes: usize) {
        self.down.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn executed(&self, numerical_error: bool) {
        self.executions.fetch_add(1, Ordering::Relaxed);
        self.numerical_errors.fetch_add(u64::from(numerical_error), Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> Traffic {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Traffic {
            up: of(&self.up),
            down: of(&self.down),
            executions: of(&self.executions),
            numerical_errors: of(&self.numerical_errors),
        }
    }
}
