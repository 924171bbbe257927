use crate::change_detection::ChangeError;
use crate::datasets::DatasetError;
use crate::medical_imaging::metrics::segmentation::MaskError;
use neuron_raster::RasterError;
use neuron_train::file_system::FileError;
use neuron_train::metrics::MetricError;
use neuron_train::plot::PlotError;
use neuron_train::trainer::TrainError;
use std::path::PathBuf;

/// Why images could not be segmented.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SegmentationError {
    /// The data.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// A raster file.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// Training, or running the network.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// A metric.
    #[error(transparent)]
    Metric(#[from] MetricError),
    /// A distance between masks.
    #[error(transparent)]
    Mask(#[from] MaskError),
    /// A plot.
    #[error(transparent)]
    Plot(#[from] PlotError),
    /// Otsu's threshold.
    #[error(transparent)]
    Threshold(#[from] ChangeError),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
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
    /// An image does not fit the network.
    #[error("`{}`: {found}, but the network was trained on {expected}", file.display())]
    Image {
        /// The image.
        file: PathBuf,
        /// What it is.
        found: String,
        /// What it should be.
        expected: String,
    },
    /// Two images would be written to one mask, or a mask over its image.
    #[error("`{}`: {what}", file.display())]
    Output {
        /// The mask.
        file: PathBuf,
        /// What is in the way, and what to do.
        what: String,
    },
}
