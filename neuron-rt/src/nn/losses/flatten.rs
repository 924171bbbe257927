use crate::graph::{Result, Tensor};
use crate::nn::precision::wide;

/// Both in at least f32 and of one shape: what losses element by element compare.
pub(super) fn pair(
    op: &'static str,
    predictions: &Tensor,
    targets: &Tensor,
) -> Result<(Tensor, Tensor)> {
    if predictions.shape() != targets.shape() || predictions.rank() == 0 {
        let (found, expected) = (predictions.ty(), targets.ty());
        let what = format!("compares {found} with {expected}: the shapes must agree");
        return Err(predictions.builder().mismatch(op, what));
    }
    let dtype = wide(predictions.dtype());
    Ok((predictions.cast(dtype)?, targets.cast(dtype)?))
}

/// `[n, …]` → the mean of each sample, `[n]`.
pub(super) fn by_sample(losses: &Tensor) -> Result<Tensor> {
    let axes: Vec<isize> = (1..losses.rank() as isize).collect();
    losses.mean(&axes)
}
