//! Networks that read tokens.

mod config;
mod convolutional;
mod transformer;

pub use config::{SequenceModel, SequenceShape};
pub use convolutional::ConvolutionalConfig;
pub use transformer::TransformerConfig;
