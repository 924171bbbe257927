use crate::change_detection::ChangeError;
use crate::change_detection::labelled::ChangeSetError;
use neuron_raster::RasterError;
use neuron_train::plot::PlotError;
use neuron_train::trainer::TrainError;

/// Why a network of change could not be trained, measured or used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeTrainingError {
    /// The data.
    #[error(transparent)]
    Set(#[from] ChangeSetError),
    /// A pair that cannot be prepared.
    #[error("`{pair}`: {cause}")]
    Pair {
        /// The pair.
        pair: String,
        /// Why.
        cause: ChangeError,
    },
    /// What is measured has no value.
    #[error(transparent)]
    Measure(#[from] ChangeError),
    /// Running the network.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// Tiles put together.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// A figure.
    #[error(transparent)]
    Plot(#[from] PlotError),
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
}
