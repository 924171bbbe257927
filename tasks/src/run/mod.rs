//! From settings to a run folder with a model and a report.

mod made_on;
mod model_file;
mod report;
mod train;

pub use model_file::{ModelFile, parse_info};
pub use report::{RunTimes, write_report};
pub use train::{TrainRequest, Trained, Training, train};
