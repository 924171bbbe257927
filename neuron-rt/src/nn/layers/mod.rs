//! Layers: each asks its [`Scope`](super::Scope) for its parameters, under PyTorch's names, when it
//! is made, and records what it does when it is given a tensor.

mod attention;
mod batch_norm2d;
mod conv1d;
mod conv2d;
mod conv_transpose2d;
mod drop_path;
mod dropout;
mod embedding;
mod group_norm;
mod layer_norm;
mod linear;
mod mlp;
mod patch_embed;
mod pooling;
mod position;
mod recurrent;
mod rms_norm;
mod upsample;

pub use attention::{
    MultiHeadAttention, MultiHeadAttentionConfig, TransformerBlock, TransformerBlockConfig,
    key_padding_mask,
};
pub use batch_norm2d::{BatchNorm2d, BatchNorm2dConfig};
pub use conv_transpose2d::{ConvTranspose2d, ConvTranspose2dConfig};
pub use conv1d::{Conv1d, Conv1dConfig};
pub use conv2d::{Conv2d, Conv2dConfig};
pub use drop_path::DropPath;
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use group_norm::GroupNorm;
pub use layer_norm::LayerNorm;
pub use linear::{Linear, LinearConfig};
pub use mlp::{Mlp, MlpConfig};
pub use patch_embed::PatchEmbed;
pub use pooling::{AvgPool2d, MaxPool2d, global_average_pool2d};
pub use position::{LearnedPosition, Rotary, sinusoidal_1d, sinusoidal_2d};
pub use recurrent::{Gru, Lstm, Recurred, RecurrentConfig};
pub use rms_norm::RmsNorm;
pub use upsample::{Interpolation, Upsample};
