//! Attention over sequences.

mod mask;
mod multi_head;
mod transformer_block;

pub use mask::key_padding_mask;
pub use multi_head::{MultiHeadAttention, MultiHeadAttentionConfig};
pub use transformer_block::{TransformerBlock, TransformerBlockConfig};
