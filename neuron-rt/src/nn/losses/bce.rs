use super::flatten::{by_sample, pair};
use crate::graph::{Literal, Result, Tensor};
use crate::nn::functional::softplus;

/// Binary cross-entropy of logits, without overflow (PyTorch's `BCEWithLogitsLoss`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BceWithLogits {
    /// What a positive target counts, one number for each element of the last axis; `None`: 1.
    pub positive_weight: Option<Vec<f64>>,
}

impl BceWithLogits {
    /// The mean over all but the first axis.
    ///
    /// # Shapes
    /// `logits: [n, …]`, `targets: [n, …]` within `0..=1` → `[n]`
    ///
    /// # Errors
    /// Where the shapes differ.
    pub fn forward(&self, logits: &Tensor, targets: &Tensor) -> Result<Tensor> {
        let (x, z) = pair("bce_with_logits", logits, targets)?;
        let Some(weight) = &self.positive_weight else {
            return by_sample(&softplus(&x)?.sub(&x.mul(&z)?)?);
        };
        let weight = Literal::from_f64(x.dtype(), [weight.len()], weight)?;
        let weight = x.builder().constant(weight);
        let negative = z.scalar_like(1.0).sub(&z)?.mul(&softplus(&x)?)?;
        let positive = z.mul(&weight)?.mul(&softplus(&x.neg()?)?)?;
        by_sample(&negative.add(&positive)?)
    }
}
