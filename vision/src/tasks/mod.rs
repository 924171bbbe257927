//! What all tasks that train have in common: from settings to a run folder with a model and a report.
//!
//! A task brings its data, its model with a loss, and how it is judged, as a [`Task`]; its name and
//! its settings as a [`Kind`]. Everything else, the run folder and its checkpoints, the commands
//! `train`, `eval`, `predict`, `report`, `graph`, `compile`, and the shell of the report, is here
//! and is the same for all.

mod error;
mod images;
mod kind;
mod made_on;
mod measured;
mod model_file;
mod report;
mod split;
mod task;
mod train;

pub use error::TaskError;
pub use images::ImagesInfo;
pub(crate) use images::bands;
pub use kind::{AnyKind, KINDS, Kind, Opened, PredictRequest, Predicted, kind};
pub use measured::{KeyFigure, Measured};
pub use model_file::{ModelFile, parse_info};
pub use report::{RunTimes, write_report};
pub use split::Split;
pub use task::{About, Task};
pub use train::{TrainRequest, Trained, Training, train};
