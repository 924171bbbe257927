use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::indices::IndexError;
use crate::land_use::LandUseError;
use crate::medical_imaging::ImagingError;
use neuron_train::file_system::FileError;
use neuron_train::plot::PlotError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    LandUse(#[from] LandUseError),
    #[error(transparent)]
    Monitoring(#[from] MonitoringError),
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Plot(#[from] PlotError),
}
