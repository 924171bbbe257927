//! A compiled graph on a core.
#![allow(unsafe_code)]

use super::NeuronError;
use super::error::during;
use super::session::Core;
use super::tensor_set::TensorSet;
use crate::neuron::Replica;
use nrt_sys::CallError;
use nrt_sys::types::{self, TensorInfo};
use std::ptr::NonNull;

/// A compiled graph on a core, unloaded when it is dropped.
pub(in crate::neuron) struct Model {
    pub(super) core: Core,
    handle: NonNull<types::Model>,
}

// SAFETY: libnrt's models are bound to no thread.
unsafe impl Send for Model {}

impl Model {
    /// Loads a NEFF onto a core, by itself or as one of several replicas.
    pub(in crate::neuron) fn load(
        core: &Core,
        neff: &[u8],
        replica: Option<Replica>,
    ) -> Result<Self, NeuronError> {
        let Core { session, number } = core;
        let on = number.cast_signed();
        let handle = match replica {
            None => session
                .library
                .load(neff, on)
                .map_err(during(|| format!("loading {} bytes onto core {number}", neff.len())))?,
            Some(replica @ Replica { rank, world }) => {
                let loaded = session.library.load_collectives(neff, on, rank, world);
                loaded.map_err(|error| match error {
                    CallError::Failed(failed) => during(|| meeting(*number, replica))(failed),
                    missing => missing.into(),
                })?
            }
        };
        Ok(Self { core: core.clone(), handle })
    }

    /// What it reads and writes.
    pub(super) fn tensors(&self) -> Result<Vec<TensorInfo>, NeuronError> {
        // SAFETY: the model is loaded.
        Ok(unsafe { self.core.session.library.model_tensors(self.handle) }?)
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
        let done = unsafe {
            self.core.session.library.execute(self.handle, inputs.handle(), outputs.handle())
        };
        let numerical_error = match done {
            Ok(()) => false,
            // The outputs are written, and the values say where it began.
            Err(error) if error.status.completed_with_numerical_error() => true,
            Err(error) => {
                return Err(during(|| format!("running on core {}", self.core.number))(error));
            }
        };
        self.core.session.meter.executed(numerical_error);
        Ok(numerical_error)
    }
}

/// What loading together with others is about.
fn meeting(core: u32, replica: Replica) -> String {
    const ROOT: &str = "NEURON_RT_ROOT_COMM_ID";
    let at = match std::env::var(ROOT) {
        Ok(root) if !root.is_empty() => format!("`{ROOT}` is `{root}`"),
        _ => format!("`{ROOT}` is not set: give all processes `ADDRESS:PORT` of the first"),
    };
    format!("loading onto core {core} as {replica} ({at})")
}

impl Drop for Model {
    fn drop(&mut self) {
        // A core that is busy lets go a moment later. Beyond that there is nobody to tell: the process
        // ends, or goes on without the model.
        for _ in 0..2 {
            // SAFETY: the model is loaded, its owner runs it no more.
            if unsafe { self.core.session.library.unload(self.handle) }.is_ok() {
                break;
            }
        }
    }
}
