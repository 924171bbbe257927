use super::dropout::drop_elements;
use crate::graph::{Result, Tensor};
use crate::nn::Scope;

/// Stochastic depth: in training, drops a residual branch of whole samples with a probability, and
/// scales the others up to keep the mean (Huang et al., *Deep networks with stochastic depth*,
/// 2016).
#[derive(Clone, Debug)]
pub struct DropPath {
    scope: Scope,
    probability: f64,
}

impl DropPath {
    /// Drops with this probability, within `0..1`.
    #[must_use]
    pub fn new(scope: &Scope, probability: f64) -> Self {
        Self { scope: scope.clone(), probability }
    }

    /// # Shapes
    /// `[n, …]` → the same
    ///
    /// # Errors
    /// Where the probability is not within `0..1`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let mut shape = vec![1; x.rank()];
        if let (Some(first), Some(&n)) = (shape.first_mut(), x.shape().first()) {
            *first = n;
        }
        drop_elements(&self.scope, x, self.probability, shape)
    }
}
