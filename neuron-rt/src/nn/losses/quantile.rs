use super::flatten::by_sample;
use crate::graph::{Literal, Result, Tensor};
use crate::nn::precision::wide;

/// Quantile loss, also called pinball loss (Koenker & Bassett, 1978): `q` times the error where the
/// target is above the prediction, `1 - q` times where below; the mean over all but the first axis.
///
/// # Shapes
/// `predictions: [n, …, quantiles]`, `targets: [n, …]`, one quantile in `0..1` each → `[n]`
///
/// # Errors
/// Where the shapes do not fit or a quantile is not within `0..1`.
pub fn quantile(predictions: &Tensor, targets: &Tensor, quantiles: &[f64]) -> Result<Tensor> {
    let mut expected = targets.shape().to_vec();
    expected.push(quantiles.len());
    let within = quantiles.iter().all(|q| (0.0..=1.0).contains(q));
    if predictions.shape().dims() != expected || targets.rank() == 0 || !within {
        let what = format!(
            "needs predictions {expected:?} for targets {} and quantiles {quantiles:?} within \
             0..1, found {}",
            targets.ty(),
            predictions.ty()
        );
        return Err(predictions.builder().mismatch("quantile", what));
    }
    let dtype = wide(predictions.dtype());
    let targets = targets.cast(dtype)?.unsqueeze(targets.rank())?;
    let above = targets.sub(&predictions.cast(dtype)?)?;
    let builder = predictions.builder();
    let q = builder.constant(Literal::from_f64(dtype, [quantiles.len()], quantiles)?);
    by_sample(&above.mul(&q)?.maximum(&above.mul(&q.add_scalar(-1.0)?)?)?)
}
