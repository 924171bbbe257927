use crate::graph::{Result, Tensor};
use crate::nn::precision::wide;
use crate::nn::{Init, Scope};

/// `x / √(mean of squares + ε) × weight` over the last axis (Zhang & Sennrich, *Root mean square
/// layer normalization*, 2019).
///
/// Parameter: `weight [features]`.
#[derive(Clone, Debug)]
pub struct RmsNorm {
    scope: Scope,
    weight: Tensor,
    epsilon: f64,
}

impl RmsNorm {
    /// With an ε of 1e-6.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, features: usize) -> Result<Self> {
        Self::with_epsilon(scope, features, 1e-6)
    }

    /// With an ε of one's own.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn with_epsilon(scope: &Scope, features: usize, epsilon: f64) -> Result<Self> {
        let weight = scope.parameter("weight", [features], Init::Ones)?;
        Ok(Self { scope: scope.clone(), weight, epsilon })
    }

    /// # Shapes
    /// `[…, features]` → `[…, features]`
    ///
    /// # Errors
    /// Where the last axis is not of `features`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let dtype = self.weight.dtype();
        let x = x.cast(wide(dtype))?;
        let scale = x.square()?.mean_keep(&[-1])?.add_scalar(self.epsilon)?.rsqrt()?;
        x.mul(&scale)?.mul(&self.weight.cast(wide(dtype))?)?.cast(dtype)
    }
}
