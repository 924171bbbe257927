use neuron_command_line::CommandLineError;
use neuron_data::catalogue::CatalogueError;
use neuron_rt::DeviceError;
use neuron_rt::neuron::ReplicaError;
use neuron_rt::neuron::compiler::CompileError;
use neuron_train::checkpoint::TensorFileError;
use neuron_train::config::ConfigError;
use neuron_train::file_system::FileError;
use neuron_train::metrics::MetricError;
use neuron_train::plot::PlotError;
use neuron_train::report::ReportError;
use neuron_train::run_folder::RunFolderError;
use neuron_train::trainer::TrainError;

/// Why a task could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// What only its domain meets: a dataset, weights from elsewhere, a measure.
    #[error(transparent)]
    Domain(Box<dyn std::error::Error + Send + Sync>),
    /// A dataset of a catalogue.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The command line.
    #[error(transparent)]
    CommandLine(#[from] CommandLineError),
    /// The settings.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The run folder.
    #[error(transparent)]
    RunFolder(#[from] RunFolderError),
    /// The device.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// What a launcher of several processes says.
    #[error(transparent)]
    Replica(#[from] ReplicaError),
    /// Training.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// A model file.
    #[error(transparent)]
    Tensors(#[from] TensorFileError),
    /// A file.
    #[error(transparent)]
    File(#[from] FileError),
    /// A report.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A plot.
    #[error(transparent)]
    Plot(#[from] PlotError),
    /// A metric.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// The model file lacks what it should say of itself.
    #[error("`{file}`: {what}; it is not the model of a run of this program")]
    ModelInfo {
        /// The file.
        file: String,
        /// What is missing.
        what: String,
    },
    /// The run has not come to its end: there is no model yet.
    #[error(
        "the run `{run}` has no `model.safetensors` yet; train it to its end by `train --name {name} \
         --resume`"
    )]
    Unfinished {
        /// The run's folder.
        run: String,
        /// Its name.
        name: String,
    },
    /// Neuron's compiler, or the cache of what it made.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// A file is in the way.
    #[error("`{file}` exists already: choose another name, or replace it by `--force`")]
    Exists {
        /// The file.
        file: String,
    },
    /// A setting is out of its range.
    #[error("`{key}` is {found}, expected {expected}")]
    Setting {
        /// The setting.
        key: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: String,
    },
    /// Data does not fit the model.
    #[error("`{file}`: {found}, but the model was trained on {expected}")]
    DataShape {
        /// The data.
        file: String,
        /// What it is.
        found: String,
        /// What it should be.
        expected: String,
    },
}

impl TaskError {
    /// Something that only its domain meets.
    pub fn domain(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Domain(Box::new(error))
    }
}
