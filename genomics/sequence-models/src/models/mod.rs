//! Networks that read tokens.

mod bert;
mod config;
mod convolutional;
mod transformer;

pub use bert::{BertActivation, BertConfig, alibi_slopes};
pub use config::{SequenceModel, SequenceShape};
pub use convolutional::ConvolutionalConfig;
pub use transformer::TransformerConfig;
