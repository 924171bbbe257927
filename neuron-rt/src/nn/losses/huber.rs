use super::flatten::{by_sample, pair};
use crate::graph::{Result, Tensor};

/// Half the squared error up to `delta`, beyond it `delta (|error| - delta / 2)` (Huber, 1964): the
/// mean over all but the first axis.
///
/// # Shapes
/// `predictions: [n, …]`, `targets: [n, …]` → `[n]`
///
/// # Errors
/// Where the shapes differ.
pub fn huber(predictions: &Tensor, targets: &Tensor, delta: f64) -> Result<Tensor> {
    let (x, y) = pair("huber", predictions, targets)?;
    let error = x.sub(&y)?;
    let size = error.abs()?;
    let near = error.square()?.mul_scalar(0.5)?;
    let far = size.add_scalar(-0.5 * delta)?.mul_scalar(delta)?;
    by_sample(&size.less_equal(&size.scalar_like(delta))?.select(&near, &far)?)
}
