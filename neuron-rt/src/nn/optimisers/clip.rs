use crate::graph::{Result, Tensor};
use crate::nn::precision::wide;

/// The Euclidean norm of all gradients together, a scalar in at least f32; `None` of none.
///
/// # Errors
/// Where a gradient is not of a floating-point type.
pub fn global_norm(gradients: &[&Tensor]) -> Result<Option<Tensor>> {
    let mut sum: Option<Tensor> = None;
    for gradient in gradients {
        let squares = gradient.cast(wide(gradient.dtype()))?.square()?.sum_all()?;
        sum = Some(match sum {
            None => squares,
            Some(sum) => sum.add(&squares)?,
        });
    }
    sum.map(|sum| sum.sqrt()).transpose()
}

/// What gradients of this norm are multiplied by, so that their norm is at most `most` (Pascanu et
/// al., 2013); as PyTorch's `clip_grad_norm_`, `min(1, most / (norm + 1e-6))`.
///
/// # Errors
/// None that a valid tensor could cause.
pub fn clip_factor(norm: &Tensor, most: f64) -> Result<Tensor> {
    let factor = norm.scalar_like(most).div(&norm.add_scalar(1e-6)?)?;
    factor.minimum(&norm.scalar_like(1.0))
}
