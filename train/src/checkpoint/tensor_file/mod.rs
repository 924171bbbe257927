//! Tensors in a safetensors file: written from borrowed bytes, read as from a stranger.
//!
//! Format: <https://github.com/huggingface/safetensors#format>. Eight bytes give the length of a
//! JSON header, the header gives each tensor's type, shape and place, the rest is the tensors'
//! little-endian bytes without a gap.

mod error;
mod export;
mod header;
mod layout;
mod loaded;
mod read;
mod slice;
mod write;

pub use error::TensorFileError;
pub use export::{load_safetensors, save_safetensors};
pub use loaded::{StoredTensor, TensorFile};
pub use read::read_safetensors;
pub use slice::TensorSlice;
pub(crate) use slice::dtype;
pub use write::write_safetensors;

pub(super) use layout::Layout;
pub(super) use write::write_layout;

/// Longest header that is read or written, in bytes: the format's own limit.
pub const MAX_HEADER_BYTES: u64 = 100_000_000;

/// The header's entry that holds text instead of a tensor.
const METADATA: &str = "__metadata__";

/// Bytes of `shape` elements of `dtype`; `None` where that is no whole number that fits.
fn byte_len(dtype: safetensors::Dtype, shape: &[usize]) -> Option<u64> {
    let elements = shape.iter().try_fold(1_u64, |product, &dimension| {
        product.checked_mul(u64::try_from(dimension).ok()?)
    })?;
    let bits = elements.checked_mul(u64::try_from(dtype.bitsize()).ok()?)?;
    bits.is_multiple_of(8).then_some(bits / 8)
}
