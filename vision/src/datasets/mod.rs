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
mod med_mnist;
mod medical;
mod open;
mod parted;
mod parted_folder;
mod statlog;
mod synthetic_s2;
mod synthetic_scans;

pub use band_statistics::BandStatistics;
pub use error::DatasetError;
pub use eurosat::{eurosat, eurosat_ms};
pub use fashion_mnist::fashion_mnist;
pub use fetched::{FetchState, Fetched};
pub use folder::image_folder;
pub use image_set::{ImageExamples, ImageSet, Pixels};
pub use land_use::LandUse;
pub use med_mnist::med_mnist;
pub use medical::medical;
pub use open::{OpenOptions, fetch, names, open};
pub use parted::Parted;
pub use parted_folder::parted_folder;
pub use statlog::statlog_landsat;
pub use synthetic_s2::{
    COVERS, ChangeKind, ChangePair, ChangePairs, CoverScenes, synthetic_change, synthetic_covers,
    synthetic_s2,
};
pub use synthetic_scans::synthetic_scans;
