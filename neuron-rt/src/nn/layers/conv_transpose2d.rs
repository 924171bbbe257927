use super::conv2d::add_bias;
use crate::graph::{ConvSpec, Result, Tensor};
use crate::nn::{Init, Scope};

/// Transposed two-dimensional convolution: the adjoint of the convolution of the same geometry.
///
/// Parameters: `weight [inputs, outputs / groups, kh, kw]`, `bias [outputs]`.
#[derive(Clone, Debug)]
pub struct ConvTranspose2d {
    scope: Scope,
    weight: Tensor,
    bias: Option<Tensor>,
    config: ConvTranspose2dConfig,
}

/// What a [`ConvTranspose2d`] may be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConvTranspose2dConfig {
    /// Geometry of the convolution whose adjoint this is.
    pub spec: ConvSpec,
    /// Rows and columns more than the smallest image that the convolution maps to the input.
    pub output_padding: [usize; 2],
    /// Whether a bias is added.
    pub bias: bool,
    /// How the weight begins; `None` is PyTorch's uniform between `±1/√fan`.
    pub weight_init: Option<Init>,
}

impl Default for ConvTranspose2dConfig {
    fn default() -> Self {
        Self { spec: ConvSpec::default(), output_padding: [0; 2], bias: true, weight_init: None }
    }
}

impl ConvTranspose2d {
    /// From `inputs` to `outputs` channels by a kernel of `[height, width]`.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(
        scope: &Scope,
        [inputs, outputs]: [usize; 2],
        [height, width]: [usize; 2],
        config: ConvTranspose2dConfig,
    ) -> Result<Self> {
        let each = outputs / config.spec.groups.max(1);
        let default = Init::torch_default(each * height * width);
        let shape = [inputs, each, height, width];
        let weight = scope.parameter("weight", shape, config.weight_init.unwrap_or(default))?;
        let bias =
            if config.bias { Some(scope.parameter("bias", [outputs], default)?) } else { None };
        Ok(Self { scope: scope.clone(), weight, bias, config })
    }

    /// # Shapes
    /// `[n, inputs, h, w]` → `[n, outputs, h', w']` with
    /// `h' = (h - 1) stride - padding + dilation (kh - 1) + 1 + output_padding`
    ///
    /// # Errors
    /// Where channels or extents do not fit.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let spec = self.config.spec;
        let mut output = [0; 2];
        for (axis, output) in output.iter_mut().enumerate() {
            let extent = x.shape().get(2 + axis).copied().unwrap_or(0);
            let whole = extent.saturating_sub(1) * spec.stride[axis]
                + spec.dilation[axis] * (self.weight.shape()[2 + axis] - 1)
                + 1
                + self.config.output_padding[axis];
            *output = whole.saturating_sub(spec.padding[axis].iter().sum());
        }
        let x = x.cast(self.weight.dtype())?;
        add_bias(&x.conv_transpose2d(&self.weight, spec, output)?, self.bias.as_ref())
    }
}
