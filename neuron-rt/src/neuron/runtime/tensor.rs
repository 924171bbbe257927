//! Memory on a core.
#![allow(unsafe_code)]

use super::NeuronError;
use super::error::during;
use super::session::Session;
use nrt_sys::types::{Placement, Tensor};
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Memory on a core, freed when it is dropped.
pub(super) struct NeuronTensor {
    session: Arc<Session>,
    handle: NonNull<Tensor>,
    pub(super) core: u32,
    pub(super) bytes: usize,
    /// Unique in the process, unlike an address, which another tensor may get later.
    pub(super) id: u64,
}

// SAFETY: libnrt's tensors are bound to no thread.
unsafe impl Send for NeuronTensor {}
// SAFETY: a tensor is written through `&mut`, or by a run that owns it; reading is allowed from any
// thread.
unsafe impl Sync for NeuronTensor {}

impl NeuronTensor {
    /// Memory of `bytes` bytes, of which there must be some.
    pub(super) fn allocate(
        session: &Arc<Session>,
        core: u32,
        bytes: usize,
    ) -> Result<Self, NeuronError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let allocated =
            session.library.tensor_allocate(Placement::DEVICE, core.cast_signed(), bytes, None);
        let handle =
            allocated.map_err(during(|| format!("{bytes} bytes of core {core}'s memory")))?;
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        Ok(Self { session: session.clone(), handle, core, bytes, id })
    }

    pub(super) fn handle(&self) -> NonNull<Tensor> {
        self.handle
    }

    /// True where the tensor is of this session.
    pub(super) fn is_of(&self, session: &Arc<Session>) -> bool {
        Arc::ptr_eq(&self.session, session)
    }

    /// Copies from the host.
    pub(super) fn write(&mut self, from: &[u8]) -> Result<(), NeuronError> {
        // SAFETY: the tensor lives, and nobody else has it.
        unsafe { self.session.library.tensor_write(self.handle, 0, from) }?;
        self.session.meter.up(from.len());
        Ok(())
    }

    /// Copies to the host.
    pub(super) fn read(&self, into: &mut [u8]) -> Result<(), NeuronError> {
        // SAFETY: the tensor lives; who writes it has it alone.
        unsafe { self.session.library.tensor_read(self.handle, 0, into) }?;
        self.session.meter.down(into.len());
        Ok(())
    }

    /// A copy on the same core.
    pub(super) fn duplicate(&self) -> Result<Self, NeuronError> {
        let copy = Self::allocate(&self.session, self.core, self.bytes)?;
        let library = &self.session.library;
        // SAFETY: both live, and the copy is nobody else's yet.
        unsafe { library.tensor_copy(self.handle, 0, copy.handle, 0, self.bytes) }?;
        Ok(copy)
    }
}

impl Drop for NeuronTensor {
    fn drop(&mut self) {
        // SAFETY: sets that hold it are given another tensor before they are used again.
        unsafe { self.session.library.tensor_free(self.handle) }
    }
}
