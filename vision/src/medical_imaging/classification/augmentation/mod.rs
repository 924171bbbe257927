//! Random changes of a training image that leave its finding as it is.

mod contrast;
mod settings;
mod warp;

pub use settings::ScanAugmentation;
