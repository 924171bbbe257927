//! Networks of images of any number of bands and any extents: classifiers of one interface, and a U-Net.

mod cnn;
mod config;
mod ensemble;
pub mod pretrained;
mod resnet;
mod seen;
pub mod unet;
mod vit;

pub use cnn::CnnConfig;
pub use config::ModelConfig;
pub use ensemble::Ensemble;
pub use resnet::ResNetConfig;
pub use seen::{Places, Seen};
pub use vit::{Gelu, Pool, Positions, VitConfig};

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
