//! Handles: what a caller holds in place of an object.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::status::{Outcome, Status};

/// What a handle points to: nothing that a caller could use, and a mark for who looks at it with a debugger.
struct Handle {
    _magic: u64,
}

/// The live objects of one kind, by the addresses of their handles.
///
/// The memory of a handle is kept when its object is freed, so that no later handle has its address: whoever uses
/// a freed handle is told, however much was allocated since.
#[derive(Debug)]
pub(crate) struct Registry<T> {
    kind: &'static str,
    magic: u64,
    live: Mutex<BTreeMap<usize, Arc<T>>>,
}

impl<T> Registry<T> {
    pub(crate) const fn new(kind: &'static str, magic: u64) -> Registry<T> {
        Registry { kind, magic, live: Mutex::new(BTreeMap::new()) }
    }

    /// Registers an object and gives its handle.
    pub(crate) fn insert(&self, object: T) -> *mut c_void {
        let handle = Box::leak(Box::new(Handle { _magic: self.magic }));
        let handle: *mut c_void = std::ptr::from_mut(handle).cast();
        self.live().insert(handle.addr(), Arc::new(object));
        handle
    }

    /// The object of a handle.
    ///
    /// # Errors
    /// The handle is null, of another kind, freed, or no handle at all.
    pub(crate) fn get(&self, handle: *const c_void) -> Outcome<Arc<T>> {
        self.live().get(&handle.addr()).cloned().ok_or_else(|| self.invalid(handle))
    }

    /// Ends a handle. The object lives as long as others use it.
    ///
    /// # Errors
    /// As [`Registry::get`].
    pub(crate) fn remove(&self, handle: *const c_void) -> Outcome<Arc<T>> {
        self.live().remove(&handle.addr()).ok_or_else(|| self.invalid(handle))
    }

    /// Number of live objects.
    pub(crate) fn count(&self) -> u64 {
        self.live().len() as u64
    }

    fn live(&self) -> MutexGuard<'_, BTreeMap<usize, Arc<T>>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn invalid(&self, handle: *const c_void) -> super::status::Failure {
        Status::INVALID_HANDLE.because(format!("{handle:p} is no live {}", self.kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_freed_handle_stays_invalid() {
        let registry: Registry<u32> = Registry::new("number", 7);
        let first = registry.insert(1);
        assert_eq!(*registry.get(first).unwrap(), 1);
        registry.remove(first).unwrap();
        let others: Vec<_> = (0..100).map(|number| registry.insert(number)).collect();
        assert!(!others.contains(&first));
        assert_eq!(registry.get(first).unwrap_err().status, Status::INVALID_HANDLE);
        assert_eq!(registry.remove(first).unwrap_err().status, Status::INVALID_HANDLE);
        let failure = registry.get(std::ptr::null()).unwrap_err();
        assert_eq!(failure.message, "0x0 is no live number");
        assert_eq!(registry.count(), 100);
    }
}
