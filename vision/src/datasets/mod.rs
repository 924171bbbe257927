//! Labelled image sets.

mod band_statistics;
mod error;
mod eurosat;
mod fashion_mnist;
mod fetched;
mod folder;
mod gather;
mod image_set;
mod land_use;
mod open;
mod statlog;
mod synthetic_s2;

pub use band_statistics::BandStatistics;
pub use error::DatasetError;
pub use eurosat::{eurosat, eurosat_ms};
pub use fashion_mnist::fashion_mnist;
pub use fetched::{FetchState, Fetched};
pub use folder::image_folder;
pub use image_set::{ImageExamples, ImageSet, Pixels};
pub use land_use::LandUse;
pub use open::{OpenOptions, fetch, names, open};
pub use statlog::statlog_landsat;
pub use synthetic_s2::{ChangeKind, ChangePair, ChangePairs, synthetic_change, synthetic_s2};
