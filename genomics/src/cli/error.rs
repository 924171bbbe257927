use neuron_command_line::CommandLineError;
use neuron_read_simulation::SimulationError;
use neuron_sequence_files::SequenceFileError;
use neuron_variant_calling::CallingError;
use neuron_variant_evaluation::EvaluationError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    CommandLine(#[from] CommandLineError),
    #[error(transparent)]
    SequenceFile(#[from] SequenceFileError),
    #[error(transparent)]
    Calling(#[from] CallingError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}
