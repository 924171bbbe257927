//! Trainer, metrics, checkpoints, run folders, reports.
#![forbid(unsafe_code)]

pub mod checkpoint;
pub mod config;
pub mod file_system;
pub mod metrics;
pub mod plot;
pub mod progress;
pub mod report;
pub mod run_folder;
pub mod signals;
mod suggestion;
pub mod tensorboard;
pub mod trainer;
