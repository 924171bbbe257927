//! The whole analysis: an experiment, its fit, tests on it.

mod experiment;
mod fitted;
mod likelihood_ratio;
mod null_calibration;
mod options;
mod outliers;
mod wald;

pub use experiment::Experiment;
pub use fitted::{FittedExperiment, fit};
pub use null_calibration::{NullCalibration, null_calibration};
pub use options::FitOptions;
