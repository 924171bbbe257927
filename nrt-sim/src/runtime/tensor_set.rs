//! Sets: tensors by the names that a model gives them.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};

/// Handles of tensors, by name. The set does not keep the tensors alive.
#[derive(Debug, Default)]
pub(crate) struct TensorSet {
    members: Mutex<BTreeMap<String, usize>>,
}

impl TensorSet {
    /// Adds a tensor, or replaces the one of this name.
    pub(crate) fn add(&self, name: String, handle: *const c_void) {
        let handle = handle.expose_provenance();
        self.members.lock().unwrap_or_else(PoisonError::into_inner).insert(name, handle);
    }

    /// The handle of this name.
    pub(crate) fn get(&self, name: &str) -> Option<*mut c_void> {
        let members = self.members.lock().unwrap_or_else(PoisonError::into_inner);
        members.get(name).map(|&handle| std::ptr::with_exposed_provenance_mut(handle))
    }

    /// The members, by name.
    pub(crate) fn members(&self) -> BTreeMap<String, usize> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::TensorSet;

    #[test]
    fn a_name_has_one_tensor() {
        let (set, values) = (TensorSet::default(), [1_u8, 2]);
        set.add("x".into(), std::ptr::from_ref(&values[0]).cast());
        set.add("x".into(), std::ptr::from_ref(&values[1]).cast());
        assert_eq!(set.get("x").map(<*mut _>::addr), Some(std::ptr::from_ref(&values[1]).addr()));
        assert_eq!((set.get("y"), set.members().len()), (None, 1));
    }
}
