use neuron_read_simulation::SimulationError;
use neuron_rt::DeviceError;
use neuron_train::trainer::TrainError;
use neuron_variant_calling::CallingError;
use neuron_variant_evaluation::EvaluationError;

/// Why a network could not be trained, read or asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallNetworkError {
    /// A setting outside its range.
    #[error("`{name}` is {found}, expected {expected}")]
    Setting {
        /// Its name.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// A model file that is of something else, or damaged.
    #[error("`{file}`: {what}")]
    Model {
        /// The file.
        file: String,
        /// What is wrong with it, and what was expected.
        what: String,
    },
    /// Too few calls to learn from.
    #[error(
        "{found} uncertain calls to learn from and {held_out} to choose by, expected {least} and 1 or more; \
         take more or longer regions, or a lower depth"
    )]
    TooFew {
        /// Calls to learn from.
        found: usize,
        /// Calls to choose the best weights by.
        held_out: usize,
        /// How many are needed.
        least: usize,
    },
    /// No part of the reference is long enough to simulate reads of.
    #[error(
        "no {needed} bases without gaps in a row to simulate reads of; give a longer reference or longer regions"
    )]
    NothingToSimulate {
        /// Bases needed.
        needed: usize,
    },
    /// A file for the time of training.
    #[error("cannot write temporary files: {0}")]
    Temporary(std::io::Error),
    /// The calls.
    #[error(transparent)]
    Calling(#[from] CallingError),
    /// The truth set.
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    /// The reads that are made up.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    /// The training, or the model on its device.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// The device.
    #[error(transparent)]
    Device(#[from] DeviceError),
}
