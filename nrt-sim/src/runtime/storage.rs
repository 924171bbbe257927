//! Memory of tensors.

use std::alloc::{Layout, alloc, dealloc};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::machine::{Core, Reservation};
use super::status::{Outcome, Status};

/// What memory holds before it is written: not-a-number as a float, -1 as an integer. A device gives whatever
/// was there.
pub(crate) const UNDEFINED: u8 = 0xff;

/// Every allocation begins at such an address.
const ALIGNMENT: usize = 64;

/// A piece of memory, shared by the tensors that are slices of it.
#[derive(Debug)]
pub(crate) struct Storage {
    address: NonNull<u8>,
    size: usize,
    owner: Owner,
    /// Held while the bytes are read or written.
    access: Mutex<()>,
    /// Executions that use the memory now.
    executions: AtomicU32,
}

/// Whose memory it is.
#[derive(Debug)]
enum Owner {
    /// A core's.
    Device(Reservation),
    /// The host's, allocated here.
    Host,
    /// The caller's, who lends it.
    Caller,
}

// SAFETY: the pointer is to memory that belongs to the storage or was lent to it for as long as it lives, and all
// reads and writes through it hold `access`.
unsafe impl Send for Storage {}
// SAFETY: as above.
unsafe impl Sync for Storage {}

impl Storage {
    /// Memory of a core.
    ///
    /// # Errors
    /// The core, or the host that stands for it, has no more.
    pub(crate) fn of_device(core: &Arc<Core>, size: usize) -> Outcome<Storage> {
        let reservation = core.reserve(size as u64)?;
        Storage::allocated(size, Owner::Device(reservation))
    }

    /// Memory of the host.
    ///
    /// # Errors
    /// The host has no more.
    pub(crate) fn of_host(size: usize) -> Outcome<Storage> {
        Storage::allocated(size, Owner::Host)
    }

    /// Memory that the caller lends.
    ///
    /// # Safety
    /// The `size` bytes at `address` stay valid for reads and writes, and nobody else uses them during a call,
    /// until the storage is dropped.
    pub(crate) unsafe fn lent(address: NonNull<u8>, size: usize) -> Storage {
        Storage {
            address,
            size,
            owner: Owner::Caller,
            access: Mutex::new(()),
            executions: AtomicU32::new(0),
        }
    }

    fn allocated(size: usize, owner: Owner) -> Outcome<Storage> {
        if size == 0 {
            return Err(Status::INVALID.because("a tensor of 0 bytes cannot be allocated"));
        }
        let failure =
            || Status::FAIL_HOST_MEM_ALLOC.because(format!("the host cannot give {size} bytes"));
        let layout = Layout::from_size_align(size, ALIGNMENT).map_err(|_| failure())?;
        // SAFETY: the layout's size is not 0.
        let address = NonNull::new(unsafe { alloc(layout) }).ok_or_else(failure)?;
        // SAFETY: the allocation has `size` bytes.
        unsafe { address.write_bytes(UNDEFINED, size) };
        let (access, executions) = (Mutex::new(()), AtomicU32::new(0));
        Ok(Storage { address, size, owner, access, executions })
    }

    /// The core whose memory it is.
    pub(crate) fn core(&self) -> Option<&Arc<Core>> {
        match &self.owner {
            Owner::Device(reservation) => Some(reservation.core()),
            Owner::Host | Owner::Caller => None,
        }
    }

    /// Whether the caller lent it.
    pub(crate) fn is_lent(&self) -> bool {
        matches!(self.owner, Owner::Caller)
    }

    /// Bytes.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The address of a byte.
    pub(crate) fn address(&self, offset: usize) -> *mut u8 {
        self.address.as_ptr().wrapping_add(offset)
    }

    /// Copies bytes out. The caller has checked the range.
    pub(crate) fn read(&self, offset: usize, into: &mut [u8]) {
        assert!(offset.checked_add(into.len()).is_some_and(|end| end <= self.size));
        let _access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the range lies inside the memory; `into` is the caller's own, which may be the very memory that
        // was lent, hence `copy`, which allows an overlap.
        unsafe { std::ptr::copy(self.address(offset), into.as_mut_ptr(), into.len()) };
    }

    /// Copies bytes in. The caller has checked the range.
    pub(crate) fn write(&self, offset: usize, from: &[u8]) {
        assert!(offset.checked_add(from.len()).is_some_and(|end| end <= self.size));
        let _access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: as in `read`.
        unsafe { std::ptr::copy(from.as_ptr(), self.address(offset), from.len()) };
    }

    /// Sets bytes. The caller has checked the range.
    pub(crate) fn fill(&self, offset: usize, value: u8, size: usize) {
        assert!(offset.checked_add(size).is_some_and(|end| end <= self.size));
        let _access = self.access.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: the range lies inside the memory.
        unsafe { std::ptr::write_bytes(self.address(offset), value, size) };
    }

    /// Says that an execution begins to use the memory.
    pub(crate) fn begin_execution(&self) {
        self.executions.fetch_add(1, Ordering::SeqCst);
    }

    /// Says that it ended.
    pub(crate) fn end_execution(&self) {
        self.executions.fetch_sub(1, Ordering::SeqCst);
    }

    /// Whether an execution uses the memory.
    pub(crate) fn is_executing(&self) -> bool {
        self.executions.load(Ordering::SeqCst) > 0
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if self.is_lent() {
            return;
        }
        if let Ok(layout) = Layout::from_size_align(self.size, ALIGNMENT) {
            // SAFETY: it was allocated with this layout, and nothing uses it any more.
            unsafe { dealloc(self.address.as_ptr(), layout) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_and_begin_undefined() {
        let storage = Storage::of_host(4).unwrap();
        let mut bytes = [0; 4];
        storage.read(0, &mut bytes);
        assert_eq!(bytes, [UNDEFINED; 4]);
        storage.write(1, &[1, 2]);
        storage.fill(3, 9, 1);
        storage.read(0, &mut bytes);
        assert_eq!(bytes, [UNDEFINED, 1, 2, 9]);
        assert_eq!(storage.address(0).addr() % ALIGNMENT, 0);
    }

    #[test]
    fn sizes_that_cannot_be() {
        assert_eq!(Storage::of_host(0).unwrap_err().status, Status::INVALID);
        let failure = Storage::of_host(usize::MAX / 2).unwrap_err();
        assert_eq!(failure.status, Status::FAIL_HOST_MEM_ALLOC);
    }
}
