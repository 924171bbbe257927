use super::elementwise::composite;
use crate::graph::{Result, Tensor};

/// `ln(1 + e^x)` without overflow.
///
/// Its gradient is the sigmoid, also at 0, where differentiating `max(x, 0) + ln(1 + e^-|x|)` term
/// by term would give 0.
///
/// # Errors
/// Where `x` is not of a floating-point type.
pub fn softplus(x: &Tensor) -> Result<Tensor> {
    let body = |x: &Tensor| x.relu()?.add(&x.abs()?.neg()?.exp()?.log1p()?);
    composite(x, ["softplus", "softplus_grad"], body, Tensor::sigmoid)
}
