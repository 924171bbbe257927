use crate::graph::{Result, Tensor};
use crate::nn::{Init, Scope};

/// `y = x Wᵀ + b`, over the last axis.
///
/// Parameters: `weight [outputs, inputs]`, `bias [outputs]`.
#[derive(Clone, Debug)]
pub struct Linear {
    scope: Scope,
    weight: Tensor,
    bias: Option<Tensor>,
}

/// What a [`Linear`] may be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LinearConfig {
    /// Whether a bias is added.
    pub bias: bool,
    /// How the weight begins; `None` is PyTorch's uniform between `±1/√inputs`.
    pub weight_init: Option<Init>,
    /// How the bias begins; `None` is as the weight's `None`.
    pub bias_init: Option<Init>,
}

impl Default for LinearConfig {
    fn default() -> Self {
        Self { bias: true, weight_init: None, bias_init: None }
    }
}

impl Linear {
    /// With a bias and PyTorch's initial values.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, inputs: usize, outputs: usize) -> Result<Self> {
        Self::with(scope, inputs, outputs, LinearConfig::default())
    }

    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn with(
        scope: &Scope,
        inputs: usize,
        outputs: usize,
        config: LinearConfig,
    ) -> Result<Self> {
        let default = Init::torch_default(inputs);
        let weight =
            scope.parameter("weight", [outputs, inputs], config.weight_init.unwrap_or(default))?;
        let bias = match config.bias {
            true => {
                Some(scope.parameter("bias", [outputs], config.bias_init.unwrap_or(default))?)
            }
            false => None,
        };
        Ok(Self { scope: scope.clone(), weight, bias })
    }

    /// The weight, to be shared with another layer.
    #[must_use]
    pub fn weight(&self) -> &Tensor {
        &self.weight
    }

    /// # Shapes
    /// `[…, inputs]` → `[…, outputs]`
    ///
    /// # Errors
    /// Where the last axis is not of `inputs`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        project(x, &self.weight, self.bias.as_ref())
    }
}

/// `x Wᵀ + b`, for any number of leading axes.
pub(super) fn project(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    let x = x.cast(weight.dtype())?;
    let y = if x.rank() == 1 {
        x.unsqueeze(0)?.matmul_t(weight, false, true)?.squeeze(0)?
    } else {
        x.matmul_t(weight, false, true)?
    };
    match bias {
        Some(bias) => y.add(bias),
        None => Ok(y),
    }
}
