use super::{Dropout, Linear};
use crate::graph::{Result, Tensor};
use crate::nn::{Activation, Scope};

/// Two linear layers with an activation between them.
///
/// Parameters: `fc1.weight`, `fc1.bias`, `fc2.weight`, `fc2.bias`.
#[derive(Clone, Debug)]
pub struct Mlp {
    first: Linear,
    second: Linear,
    activation: Activation,
    dropout: [Dropout; 2],
}

/// What an [`Mlp`] is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MlpConfig {
    /// Features of the input.
    pub inputs: usize,
    /// Features between the layers.
    pub hidden: usize,
    /// Features of the output.
    pub outputs: usize,
    /// The function between the layers.
    pub activation: Activation,
    /// Probability of dropout behind each layer.
    pub dropout: f64,
}

impl MlpConfig {
    /// With GELU and no dropout.
    #[must_use]
    pub const fn new(inputs: usize, hidden: usize, outputs: usize) -> Self {
        Self { inputs, hidden, outputs, activation: Activation::Gelu, dropout: 0.0 }
    }
}

impl Mlp {
    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, config: MlpConfig) -> Result<Self> {
        let first = Linear::new(&scope.child("fc1"), config.inputs, config.hidden)?;
        let second = Linear::new(&scope.child("fc2"), config.hidden, config.outputs)?;
        let dropout =
            ["drop1", "drop2"].map(|name| Dropout::new(&scope.child(name), config.dropout));
        Ok(Self { first, second, activation: config.activation, dropout })
    }

    /// # Shapes
    /// `[…, inputs]` → `[…, outputs]`
    ///
    /// # Errors
    /// Where the last axis is not of `inputs`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let hidden = self.activation.forward(&self.first.forward(x)?)?;
        let hidden = self.dropout[0].forward(&hidden)?;
        self.dropout[1].forward(&self.second.forward(&hidden)?)
    }
}
