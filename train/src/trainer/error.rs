use crate::checkpoint::{CheckpointError, TensorFileError};
use crate::config::ConfigError;
use crate::file_system::FileError;
use crate::metrics::MetricError;
use crate::run_folder::RunFolderError;
use neuron_data::loading::LoadError;
use neuron_rt::RunError;
use neuron_rt::graph::GraphError;

/// Why a training run stopped before its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// The model's graph is wrong.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// A device could not compile or run a graph.
    #[error(transparent)]
    Run(#[from] RunError),
    /// An example could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A checkpoint could not be written or read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The model file could not be written or read.
    #[error(transparent)]
    Tensors(#[from] TensorFileError),
    /// The settings of a run that is gone on with.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The run folder refused.
    #[error(transparent)]
    RunFolder(#[from] RunFolderError),
    /// A file of the run could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A metric is not defined for what the model said.
    #[error("the metrics of `{split}` are not defined: {cause}")]
    Metric {
        /// Which examples.
        split: String,
        /// Why.
        cause: MetricError,
    },
    /// The loss or its gradient left the numbers.
    #[error(
        "the {what} is {value} at step {step}: training stopped, and {kept}; try a smaller \
         `learning_rate`, or `--debug` to find the layer"
    )]
    NotFinite {
        /// What it is that left them.
        what: &'static str,
        /// The step.
        step: u64,
        /// NaN or an infinity.
        value: f64,
        /// Which checkpoint remains.
        kept: String,
    },
    /// Processes that train together do not do the same.
    #[error(
        "the {processes} processes are not at the same step of the same run (this one is at step \
         {step}): start all with the same settings and data, and resume from a folder of runs that \
         all of them see"
    )]
    Apart {
        /// The step of this process.
        step: u64,
        /// How many processes there are.
        processes: usize,
    },
    /// There is nothing to learn from.
    #[error("the {split} split has no examples: give a larger `--dataset-size`")]
    Empty {
        /// The split.
        split: &'static str,
    },
    /// A setting is out of its range.
    #[error("`{key}` is {found}, expected {expected}")]
    Setting {
        /// The setting.
        key: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// A weight to begin with does not fit the model.
    #[error("the weight `{name}` to begin with is {found}, but the model has {expected}")]
    Start {
        /// The weight.
        name: String,
        /// Its type and shape.
        found: String,
        /// Those of the model's weight of that name.
        expected: String,
    },
    /// What a checkpoint says of the run's progress cannot be read.
    #[error("the progress in checkpoint step {step} cannot be read: {cause}")]
    Progress {
        /// The checkpoint.
        step: u64,
        /// Why.
        cause: serde_json::Error,
    },
}
