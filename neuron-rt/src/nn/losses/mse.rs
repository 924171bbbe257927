use super::flatten::{by_sample, pair};
use crate::graph::{Result, Tensor};

/// Squared error: the mean over all but the first axis.
///
/// # Shapes
/// `predictions: [n, …]`, `targets: [n, …]` → `[n]`
///
/// # Errors
/// Where the shapes differ.
pub fn mse(predictions: &Tensor, targets: &Tensor) -> Result<Tensor> {
    let (x, y) = pair("mse", predictions, targets)?;
    by_sample(&x.sub(&y)?.square()?)
}
