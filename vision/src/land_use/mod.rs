//! The task `land_use`: which class of land (or of anything else) an image shows.

mod classifier;
mod config;
mod data;
mod evaluate;
mod info;
mod predict;
mod recipes;
mod sections;
mod start;
mod task;
mod views;

pub use classifier::Classifier;
pub use config::LandUseConfig;
pub use data::LandUseData;
pub use evaluate::{Evaluation, evaluate};
pub use info::ModelInfo;
pub use predict::{Prediction, predict};
pub use recipes::{DEFAULT_DATASET, recipe};
pub use task::LandUse;
