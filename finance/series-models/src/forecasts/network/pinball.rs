use neuron_rt::graph::{DType, Literal, Result, Tensor};

/// Quantile loss (Koenker and Bassett, *Regression Quantiles*, 1978) of the steps that are known: `q` times the error
/// where the target lies above, `1 - q` times where below; the mean over quantiles, summed over the known steps and
/// divided by all of them, so that a window of which little is known weighs little.
///
/// # Shapes
/// `quantiles: [n, steps, levels]`, `target: [n, steps]`, `observed: [n, steps]` of 0 and 1 → `[n]`
///
/// # Errors
/// Where the shapes do not fit.
pub fn masked_pinball(
    quantiles: &Tensor,
    target: &Tensor,
    observed: &Tensor,
    levels: &[f64],
) -> Result<Tensor> {
    let above = target.unsqueeze(2)?.sub(&quantiles.cast(DType::F32)?)?;
    let levels = Literal::from_f64(DType::F32, [levels.len()], levels)?;
    let level = quantiles.builder().constant(levels);
    let loss = above.mul(&level)?.maximum(&above.mul(&level.add_scalar(-1.0)?)?)?;
    let steps = loss.mean(&[2])?;
    steps.mul(observed)?.mean(&[1])
}
