//! Weights that others have trained: from a safetensors file, by the names of its tensors, to our
//! Vision Transformer.
//!
//! | names | whose |
//! |-|-|
//! | ours | runs of this program: classifiers and masked pre-training |
//! | timm's | timm's ViT, the published weights of MAE and DINOv2 |
//! | transformers' | ViT, ViTMAE and DINOv2 of the library of that name |
//!
//! What differs is brought to our shapes: queries, keys and values stand in one matrix, positions are
//! interpolated to other extents, patches are spread over other bands, and a layer scale is
//! multiplied into the projection before it, which is the same function. Every tensor must have a
//! place and every place a tensor; only the head may be left as it was drawn, where classes differ.

mod bands;
mod error;
mod layout;
mod load;
mod places;
mod positions;
mod tensor;

pub use bands::NewBands;
pub use error::PretrainedError;
pub use layout::Layout;
pub use load::{Pretrained, load};
pub use positions::interpolate_positions;
