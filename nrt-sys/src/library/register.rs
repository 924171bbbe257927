//! What is in which set, for releases that cannot be asked.

use std::collections::BTreeMap;
use std::ffi::{CStr, CString};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Tensors of sets by name, both as addresses that are only compared and given back.
#[derive(Debug, Default)]
pub(crate) struct Register(Mutex<BTreeMap<usize, BTreeMap<CString, usize>>>);

impl Register {
    fn sets(&self) -> MutexGuard<'_, BTreeMap<usize, BTreeMap<CString, usize>>> {
        // A map of addresses is whole after every statement: a panic elsewhere cannot harm it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A tensor came into a set, perhaps in another's place.
    pub(crate) fn add(&self, set: usize, name: &CStr, tensor: usize) {
        self.sets().entry(set).or_default().insert(name.to_owned(), tensor);
    }

    /// The tensor of that name.
    pub(crate) fn get(&self, set: usize, name: &CStr) -> Option<usize> {
        self.sets().get(&set)?.get(name).copied()
    }

    /// The set is gone; its address may come back as another's.
    pub(crate) fn forget(&self, set: usize) {
        self.sets().remove(&set);
    }
}
