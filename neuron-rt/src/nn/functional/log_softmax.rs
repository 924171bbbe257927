use super::results;
use super::softmax::finite_max;
use crate::graph::{GradientOf, Result, Tensor};
use crate::nn::precision::wide;

/// `x - ln Σ e^x` over the last axis.
///
/// # Shapes
/// `[…, n]` → `[…, n]`
///
/// # Errors
/// Where `x` is a scalar or not of a floating-point type.
pub fn log_softmax(x: &Tensor) -> Result<Tensor> {
    let forward = |inputs: &[Tensor]| {
        let x = inputs[0].cast(wide(inputs[0].dtype()))?;
        let y = x.sub(&log_sum_exp(&x)?)?;
        Ok(vec![y.cast(inputs[0].dtype())?])
    };
    let backward = |inputs: &[Tensor], outputs: &[Tensor], cotangents: &[Tensor]| {
        let dtype = inputs[0].dtype();
        let (y, dy) = (outputs[0].cast(wide(dtype))?, cotangents[0].cast(wide(dtype))?);
        let sum = dy.sum_keep(&[-1])?;
        Ok(vec![dy.sub(&y.exp()?.mul(&sum)?)?.cast(dtype)?])
    };
    let rule = GradientOf { name: "log_softmax_grad", cotangents: 1, wrt: &[0], body: &backward };
    let made = x.builder().composite("log_softmax", &[], &[x], &forward, Some(rule))?;
    let [y] = results("log_softmax", made)?;
    Ok(y)
}

/// `ln Σ e^x` over the last axis, which stays with an extent of 1. It is not to be differentiated:
/// the largest element counts as a constant.
pub(super) fn log_sum_exp(x: &Tensor) -> Result<Tensor> {
    let top = finite_max(x)?;
    x.sub(&top)?.exp()?.sum_keep(&[-1])?.log()?.add(&top)
}
