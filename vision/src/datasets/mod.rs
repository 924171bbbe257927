//! Labelled image sets.

mod band_statistics;
mod error;
mod image_set;
mod land_use;
mod open;
mod statlog;

pub use band_statistics::BandStatistics;
pub use error::DatasetError;
pub use image_set::{ImageExamples, ImageSet, Pixels};
pub use land_use::LandUse;
pub use open::{OpenOptions, fetch, names, open};
pub use statlog::statlog_landsat;
