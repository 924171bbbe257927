//! A compiled graph on a core.
#![allow(unsafe_code)]

use super::NeuronError;
use super::error::during;
use super::session::Session;
use super::tensor_set::TensorSet;
use crate::neuron::Replica;
use nrt_sys::types::{self, TensorInfo};
use std::ptr::NonNull;
use std::sync::Arc;

/// A compiled graph on a core, unloaded when it is dropped.
pub(in crate::neuron) struct Model {
    pub(super) session: Arc<Session>,
    handle: NonNull<types::Model>,
    pub(super) core: u32,
}

// SAFETY: libnrt's models are bound to no thread.
unsafe impl Send for Model {}

impl Model {
    /// Loads a NEFF onto a core, by itself or as one of several replicas.
    pub(in crate::neuron) fn load(
        session: &Arc<Session>,
        neff: &[u8],
        core: u32,
        replica: Option<Replica>,
    ) -> Result<Self, NeuronError> {
        let on = core.cast_signed();
        let handle = match replica {
            None => session
                .library
                .load(neff, on)
                .map_err(during(|| format!("loading {} bytes onto core {core}", neff.len())))?,
            Some(Replica { rank, world }) => {
                session.library.load_collectives(neff, on, rank, world)?
            }
        };
        Ok(Self { session: session.clone(), handle, core })
    }

    /// What it reads and writes.
    pub(super) fn tensors(&self) -> Result<Vec<TensorInfo>, NeuronError> {
        // SAFETY: the model is loaded.
        Ok(unsafe { self.session.library.model_tensors(self.handle) }?)
    }

    /// Runs once. True where some values are not numbers.
    ///
    /// # Safety
    /// Every tensor of both sets lives, and those that are written are nobody else's.
    pub(super) unsafe fn execute(
        &self,
        inputs: &TensorSet,
        outputs: &TensorSet,
    ) -> Result<bool, NeuronError> {
        // SAFETY: the model is loaded and the sets live; the rest is the caller's promise.
        let done =
            unsafe { self.session.library.execute(self.handle, inputs.handle(), outputs.handle()) };
        let numerical_error = match done {
            Ok(()) => false,
            // The outputs are written, and the values say where it began.
            Err(error) if error.status.completed_with_numerical_error() => true,
            Err(error) => return Err(during(|| format!("running on core {}", self.core))(error)),
        };
        self.session.meter.executed(numerical_error);
        Ok(numerical_error)
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        // There is nobody to tell of a failure: the process ends, or goes on without the model.
        // SAFETY: the model is loaded, its owner runs it no more.
        let _ = unsafe { self.session.library.unload(self.handle) };
    }
}
