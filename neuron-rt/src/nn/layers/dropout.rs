use crate::graph::{Result, Tensor};
use crate::nn::Scope;

/// In training, zeroes each element with a probability and scales the others up to keep the mean
/// (Srivastava et al., *Dropout*, 2014); otherwise nothing.
#[derive(Clone, Debug)]
pub struct Dropout {
    scope: Scope,
    probability: f64,
}

impl Dropout {
    /// Zeroes with this probability, within `0..1`.
    #[must_use]
    pub fn new(scope: &Scope, probability: f64) -> Self {
        Self { scope: scope.clone(), probability }
    }

    /// # Shapes
    /// Any → the same
    ///
    /// # Errors
    /// Where the probability is not within `0..1`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        drop_elements(&self.scope, x, self.probability, x.shape().to_vec())
    }

    /// Whether it changes anything in this recording.
    #[must_use]
    pub(super) fn is_active(&self) -> bool {
        self.scope.training() && self.probability > 0.0
    }
}

/// Zeroes what a mask of `shape`, which stretches to that of `x`, says.
pub(super) fn drop_elements(
    scope: &Scope,
    x: &Tensor,
    probability: f64,
    shape: Vec<usize>,
) -> Result<Tensor> {
    let _layer = scope.enter();
    if !(0.0..1.0).contains(&probability) {
        let what = format!("needs a probability within 0..1, found {probability}");
        return Err(scope.builder().mismatch("dropout", what));
    }
    if !scope.training() || probability == 0.0 {
        return Ok(x.clone());
    }
    let draw = scope.random_uniform(shape)?;
    let kept = draw.greater_equal(&draw.scalar_like(probability))?;
    kept.select(&x.mul_scalar(1.0 / (1.0 - probability))?, &x.scalar_like(0.0))
}
