//! Tasks that are trained, and the commands that every domain has for them.
//!
//! A domain brings its tasks: data, model with a loss, and how it is judged, as a [`Task`]; name and settings as a
//! [`Kind`]. A [`Domain`] lists them. Everything else is here and is the same for all: the run folder and its
//! checkpoints, the commands `train`, `eval`, `predict`, `report`, `graph`, `check`, `compile`, `export`
//! ([`TaskCommand`]), and the shell of the report.
#![forbid(unsafe_code)]

mod args;
mod commands;
mod run;
mod task;

pub use args::{Choice, FetchArgs, Places, Speech, TaskCommand, parse};
pub use commands::{execute, fetch, fetch_display, run as run_command};
pub use run::{
    ModelFile, RunTimes, TrainRequest, Trained, Training, parse_info, train, write_report,
};
pub use task::{
    About, AnyKind, DataOptions, Domain, KeyFigure, Kind, Measured, Opened, PredictRequest,
    Predicted, Split, Task, TaskError,
};
