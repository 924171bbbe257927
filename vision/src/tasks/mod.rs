//! The tasks of the domain, and what those that learn from images have in common.

mod domain;
mod error;
mod images;

pub use domain::DOMAIN;
pub use images::ImagesInfo;
pub(crate) use images::bands;

pub use neuron_tasks::{
    About, AnyKind, DataOptions, KeyFigure, Kind, Measured, ModelFile, Opened, PredictRequest,
    Predicted, RunTimes, Split, Task, TaskError, TrainRequest, Trained, Training, parse_info,
    train, write_report,
};
