use super::conv2d::add_bias;
use crate::graph::{ConvSpec, Result, Tensor};
use crate::nn::{Init, Scope};

/// One-dimensional convolution.
///
/// Parameters: `weight [outputs, inputs / groups, kernel]`, `bias [outputs]`.
#[derive(Clone, Debug)]
pub struct Conv1d {
    scope: Scope,
    weight: Tensor,
    bias: Option<Tensor>,
    config: Conv1dConfig,
}

/// What a [`Conv1d`] may be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conv1dConfig {
    /// Step of the window.
    pub stride: usize,
    /// Zeros `[before, after]`; a causal convolution has none after.
    pub padding: [usize; 2],
    /// Spacing of the taps.
    pub dilation: usize,
    /// Groups of channels that do not see one another.
    pub groups: usize,
    /// Whether a bias is added.
    pub bias: bool,
    /// How the weight begins; `None` is PyTorch's uniform between `±1/√fan`.
    pub weight_init: Option<Init>,
}

impl Default for Conv1dConfig {
    fn default() -> Self {
        Self { stride: 1, padding: [0; 2], dilation: 1, groups: 1, bias: true, weight_init: None }
    }
}

impl Conv1d {
    /// From `inputs` to `outputs` channels by a kernel of `kernel` taps.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(
        scope: &Scope,
        [inputs, outputs]: [usize; 2],
        kernel: usize,
        config: Conv1dConfig,
    ) -> Result<Self> {
        let each = inputs / config.groups.max(1);
        let default = Init::torch_default(each * kernel);
        let init = config.weight_init.unwrap_or(default);
        let weight = scope.parameter("weight", [outputs, each, kernel], init)?;
        let bias =
            if config.bias { Some(scope.parameter("bias", [outputs], default)?) } else { None };
        Ok(Self { scope: scope.clone(), weight, bias, config })
    }

    /// # Shapes
    /// `[n, inputs, length]` → `[n, outputs, length']`
    ///
    /// # Errors
    /// Where channels or extents do not fit.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        if x.rank() != 3 {
            let what = format!("needs [n, channels, length], found {}", x.ty());
            return Err(self.scope.builder().mismatch("conv1d", what));
        }
        let spec = ConvSpec {
            stride: [1, self.config.stride],
            padding: [[0; 2], self.config.padding],
            dilation: [1, self.config.dilation],
            groups: self.config.groups,
        };
        let image = x.cast(self.weight.dtype())?.unsqueeze(2)?;
        add_bias(&image.conv2d(&self.weight.unsqueeze(2)?, spec)?, self.bias.as_ref())?.squeeze(2)
    }
}
