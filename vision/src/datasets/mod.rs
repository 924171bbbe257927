//! Labelled image sets.

mod band_statistics;
mod error;
mod image_set;
mod land_use;
mod statlog;

pub use band_statistics::BandStatistics;
pub use error::DatasetError;
pub use image_set::{ImageExamples, ImageSet, Pixels};
pub use land_use::LandUse;
pub use statlog::statlog_landsat;
