use crate::datasets::DatasetError;
use neuron_raster::RasterError;

/// Why a date could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DateFileError {
    /// A picture.
    #[error(transparent)]
    Picture(#[from] DatasetError),
    /// A raster.
    #[error(transparent)]
    Raster(#[from] RasterError),
}
