//! Image classifiers of one interface: any number of bands, any extents.

mod cnn;
mod config;
mod resnet;
mod vit;

pub use cnn::CnnConfig;
pub use config::ModelConfig;
pub use resnet::ResNetConfig;
pub use vit::{Pool, VitConfig};

/// What a model has to know of the images that it is to classify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageShape {
    /// Spectral bands.
    pub bands: usize,
    /// Rows.
    pub height: usize,
    /// Columns.
    pub width: usize,
    /// Classes to tell apart.
    pub classes: usize,
}
