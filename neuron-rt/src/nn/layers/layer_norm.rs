use crate::graph::{Result, Tensor};
use crate::nn::{Init, Scope, functional};

/// Layer normalisation over the last axis (Ba et al., 2016).
///
/// Parameters: `weight [features]`, `bias [features]`.
#[derive(Clone, Debug)]
pub struct LayerNorm {
    scope: Scope,
    weight: Tensor,
    bias: Tensor,
    epsilon: f64,
}

impl LayerNorm {
    /// With PyTorch's ε of 1e-5.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, features: usize) -> Result<Self> {
        Self::with_epsilon(scope, features, 1e-5)
    }

    /// With an ε of one's own.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn with_epsilon(scope: &Scope, features: usize, epsilon: f64) -> Result<Self> {
        let weight = scope.parameter("weight", [features], Init::Ones)?;
        let bias = scope.parameter("bias", [features], Init::Zeros)?;
        Ok(Self { scope: scope.clone(), weight, bias, epsilon })
    }

    /// # Shapes
    /// `[…, features]` → `[…, features]`
    ///
    /// # Errors
    /// Where the last axis is not of `features`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let x = x.cast(self.weight.dtype())?;
        functional::layer_norm(&x, &self.weight, &self.bias, self.epsilon)
    }
}
