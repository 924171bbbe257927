use crate::change_detection::ChangeError;
use crate::change_detection::files::DateFileError;
use crate::datasets::DatasetError;
use crate::environmental_monitoring::MonitoringError;
use crate::environmental_monitoring::indices::IndexError;
use crate::environmental_monitoring::stack::StackError;
use crate::medical_imaging::ImagingError;
use crate::tasks::TaskError;
use neuron_command_line::CommandLineError;
use neuron_raster::RasterError;
use neuron_scenes::ScenesError;
use neuron_train::file_system::FileError;
use neuron_train::plot::PlotError;

/// Why a command could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum CommandError {
    #[error(transparent)]
    Task(#[from] TaskError),
    #[error(transparent)]
    CommandLine(#[from] CommandLineError),
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    #[error(transparent)]
    Monitoring(#[from] MonitoringError),
    #[error(transparent)]
    Imaging(#[from] ImagingError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Stack(#[from] StackError),
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// Two dates that do not go together.
    #[error("`{before}` and `{after}`: {cause}")]
    Dates { before: String, after: String, cause: ChangeError },
    /// Labels that do not fit the dates.
    #[error(
        "`{file}` is {found}, but the dates are {expected}: labels have one band and the same extents"
    )]
    Labels { file: String, found: String, expected: String },
    /// One file is to be two things.
    #[error("`{file}` is given twice: choose another name for what is to be written")]
    SameFile { file: String },
    /// A file is to be written where no folder is.
    #[error("`{file}` cannot be written: there is no folder `{folder}`")]
    NoFolder { file: String, folder: String },
    /// Two images of other pixels.
    #[error(
        "`{first}` and `{second}` are not on one grid: the first has {of_first}, the second {of_second}; \
         with `--reproject`, the second is brought onto the first"
    )]
    Grids { first: String, of_first: String, second: String, of_second: String },
    /// An image that is to be reprojected, and says nothing of where it lies.
    #[error("`{file}` does not say where it lies, so that it cannot be reprojected")]
    NoPlace { file: String },
    #[error(transparent)]
    Scenes(#[from] ScenesError),
    #[error(transparent)]
    DateFile(#[from] DateFileError),
    #[error(transparent)]
    Raster(#[from] RasterError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Plot(#[from] PlotError),
}
