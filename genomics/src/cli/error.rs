use neuron_binary_records::BinaryRecordError;
use neuron_call_network::CallNetworkError;
use neuron_command_line::CommandLineError;
use neuron_expression::ExpressionError;
use neuron_genotypes::GenotypeError;
use neuron_metagenomics::MetagenomicsError;
use neuron_population::PopulationError;
use neuron_read_simulation::SimulationError;
use neuron_sequence_features::FeaturesError;
use neuron_sequence_files::SequenceFileError;
use neuron_tasks::TaskError;
use neuron_variant_calling::CallingError;
use neuron_variant_evaluation::EvaluationError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    CommandLine(#[from] CommandLineError),
    #[error(transparent)]
    Features(#[from] FeaturesError),
    #[error(transparent)]
    Metagenomics(#[from] MetagenomicsError),
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    #[error(transparent)]
    Genotypes(#[from] GenotypeError),
    #[error(transparent)]
    Population(#[from] PopulationError),
    #[error(transparent)]
    BinaryRecords(#[from] BinaryRecordError),
    #[error(transparent)]
    SequenceFile(#[from] SequenceFileError),
    #[error(transparent)]
    CallNetwork(#[from] CallNetworkError),
    #[error(transparent)]
    Calling(#[from] CallingError),
    #[error(transparent)]
    Evaluation(#[from] EvaluationError),
    #[error(transparent)]
    Simulation(#[from] SimulationError),
    #[error(transparent)]
    Task(#[from] TaskError),
}
