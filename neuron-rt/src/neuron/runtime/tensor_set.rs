//! What a run reads, and what it writes.
#![allow(unsafe_code)]

use super::NeuronError;
use super::session::Session;
use super::tensor::NeuronTensor;
use nrt_sys::types;
use std::ffi::CStr;
use std::ptr::NonNull;
use std::sync::Arc;

/// The inputs or the outputs of a run. What stays from run to run is bound once.
pub(super) struct TensorSet {
    session: Arc<Session>,
    handle: NonNull<types::TensorSet>,
    /// For each place, the tensor that is bound.
    bound: Vec<Option<u64>>,
}

// SAFETY: libnrt's sets are bound to no thread.
unsafe impl Send for TensorSet {}

impl TensorSet {
    /// An empty set of so many places.
    pub(super) fn new(session: &Arc<Session>, places: usize) -> Result<Self, NeuronError> {
        let handle = session.library.tensor_set_allocate()?;
        Ok(Self { session: session.clone(), handle, bound: vec![None; places] })
    }

    pub(super) fn handle(&self) -> NonNull<types::TensorSet> {
        self.handle
    }

    /// Puts a tensor in its place. It must live through every run until another takes its place.
    pub(super) fn bind(
        &mut self,
        place: usize,
        name: &CStr,
        tensor: &NeuronTensor,
    ) -> Result<(), NeuronError> {
        if self.bound[place] == Some(tensor.id) {
            return Ok(());
        }
        // Should it fail, nobody knows what is bound.
        self.bound[place] = None;
        // SAFETY: both live, and the caller lets the tensor live through the runs.
        unsafe { self.session.library.tensor_set_add(self.handle, name, tensor.handle()) }?;
        self.bound[place] = Some(tensor.id);
        Ok(())
    }
}

impl Drop for TensorSet {
    fn drop(&mut self) {
        // SAFETY: the set is used by runs of its owner alone, and none is going on.
        unsafe { self.session.library.tensor_set_destroy(self.handle) }
    }
}
