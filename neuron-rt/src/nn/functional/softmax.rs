use super::results;
use crate::graph::{GradientOf, Result, Tensor};
use crate::nn::precision::wide;

/// `e^x / Σ e^x` over the last axis. A row of nothing but -∞ is NaN.
///
/// # Shapes
/// `[…, n]` → `[…, n]`
///
/// # Errors
/// Where `x` is a scalar or not of a floating-point type.
pub fn softmax(x: &Tensor) -> Result<Tensor> {
    let forward = |inputs: &[Tensor]| {
        let x = inputs[0].cast(wide(inputs[0].dtype()))?;
        let powers = x.sub(&finite_max(&x)?)?.exp()?;
        Ok(vec![powers.div(&powers.sum_keep(&[-1])?)?.cast(inputs[0].dtype())?])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let (y, dy) = (outputs[0].cast(wide(dtype))?, cotangents[0].cast(wide(dtype))?);
        let shared = y.mul(&dy)?.sum_keep(&[-1])?;
        Ok(vec![y.mul(&dy.sub(&shared)?)?.cast(dtype)?])
    };
    let rule = GradientOf { name: "softmax_grad", cotangents: 1, wrt: &[0], body: &backward };
    let made = x.builder().composite("softmax", &[], &[x], &forward, Some(rule))?;
    let [y] = results("softmax", made)?;
    Ok(y)
}

/// The largest of each row (kept as an axis of 1), or 0 where that is infinite: -∞ - -∞ is NaN.
pub(super) fn finite_max(x: &Tensor) -> Result<Tensor> {
    let top = x.max_keep(&[-1])?;
    top.is_finite()?.select(&top, &top.scalar_like(0.0))
}
