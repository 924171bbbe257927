//! The task `land_use`: which class of land (or of anything else) an image shows.

mod classifier;
mod config;
mod data;
mod error;
mod evaluate;
mod made_on;
mod model_file;
mod predict;
mod recipes;
mod report;
mod train;
mod views;

pub use classifier::Classifier;
pub use config::LandUseConfig;
pub use data::LandUseData;
pub use error::LandUseError;
pub(crate) use error::bands;
pub use evaluate::{Evaluation, evaluate};
pub use model_file::{ModelFile, ModelInfo};
pub use predict::{Prediction, predict};
pub use recipes::{DEFAULT_DATASET, recipe};
pub use report::{RunTimes, write_report};
pub use train::{TrainRequest, Trained, Training, train};
