use crate::graph::{DType, Result, Tensor};

/// What is added to the score of a hidden key: far below any score, and finite, so that a sequence
/// of nothing but padding gives no NaN.
const HIDDEN: f64 = -1e30;

/// An additive mask that hides padding: 0 where `keep` is not 0.
///
/// # Shapes
/// `keep: [b, keys]` of any type → f32 `[b, 1, 1, keys]`
///
/// # Errors
/// Where `keep` is not of two dimensions.
pub fn key_padding_mask(keep: &Tensor) -> Result<Tensor> {
    let &[b, keys] = keep.shape().dims() else {
        let what = format!("needs [batch, keys], found {}", keep.ty());
        return Err(keep.builder().mismatch("key_padding_mask", what));
    };
    let builder = keep.builder();
    let (seen, hidden) = (builder.scalar(DType::F32, 0.0), builder.scalar(DType::F32, HIDDEN));
    keep.cast(DType::Bool)?.reshape([b, 1, 1, keys])?.select(&seen, &hidden)
}
