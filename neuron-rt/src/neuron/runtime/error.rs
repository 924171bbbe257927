use crate::executable::RunError;
use nrt_sys::{CallError, LoadError, NrtError};

/// Why something could not be done on a Neuron device.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NeuronError {
    /// There is no runtime library, or it cannot be used.
    #[error(transparent)]
    Library(#[from] LoadError),
    /// A call of the library failed.
    #[error("{context}{source}")]
    Call {
        /// What was being done; empty, or ends with `: `.
        context: String,
        /// What the library returned.
        source: NrtError,
    },
    /// A function that the library may lack is needed.
    #[error(transparent)]
    Missing(CallError),
    /// The process may use no core.
    #[error(
        "the process may use no NeuronCore: another process holds them, or \
         `NEURON_RT_VISIBLE_CORES` names none; `cargo xtask devices` shows who holds what"
    )]
    NoCore,
    /// A core that is not there.
    #[error("there is no core {core}: the process may use {visible}, numbered from 0")]
    Core {
        /// The core that was asked for.
        core: u32,
        /// How many cores there are for the process.
        visible: u32,
    },
    /// A compiled model has other tensors than its graph.
    #[error("the compiled model does not fit its graph: {what}; remove it from the compile cache")]
    Binding {
        /// What is missing or different.
        what: String,
    },
}

impl From<NrtError> for NeuronError {
    fn from(source: NrtError) -> Self {
        Self::Call { context: String::new(), source }
    }
}

impl From<CallError> for NeuronError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Failed(source) => source.into(),
            missing => Self::Missing(missing),
        }
    }
}

impl NeuronError {
    /// The error of a run on a device.
    pub(crate) fn on(self, device: &str) -> RunError {
        RunError::Device { device: device.to_owned(), what: self.to_string() }
    }
}

/// Adds what was being done to a failed call.
pub(super) fn during(context: impl FnOnce() -> String) -> impl FnOnce(NrtError) -> NeuronError {
    |source| NeuronError::Call { context: format!("{}: ", context()), source }
}
