use crate::graph::{ConvSpec, Result, Tensor};
use crate::nn::{Init, Scope};

/// Two-dimensional convolution.
///
/// Parameters: `weight [outputs, inputs / groups, kh, kw]`, `bias [outputs]`.
#[derive(Clone, Debug)]
pub struct Conv2d {
    scope: Scope,
    weight: Tensor,
    bias: Option<Tensor>,
    spec: ConvSpec,
}

/// What a [`Conv2d`] may be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conv2dConfig {
    /// Strides, padding, dilation, groups.
    pub spec: ConvSpec,
    /// Whether a bias is added.
    pub bias: bool,
    /// How the weight begins; `None` is PyTorch's uniform between `±1/√fan`.
    pub weight_init: Option<Init>,
}

impl Default for Conv2dConfig {
    fn default() -> Self {
        Self { spec: ConvSpec::default(), bias: true, weight_init: None }
    }
}

impl Conv2dConfig {
    /// Steps of `stride` both ways.
    #[must_use]
    pub fn stride(mut self, stride: usize) -> Self {
        self.spec.stride = [stride; 2];
        self
    }

    /// `padding` zeros on all four sides.
    #[must_use]
    pub fn padding(mut self, padding: usize) -> Self {
        self.spec.padding = [[padding; 2]; 2];
        self
    }

    /// Taps `dilation` apart both ways.
    #[must_use]
    pub fn dilation(mut self, dilation: usize) -> Self {
        self.spec.dilation = [dilation; 2];
        self
    }

    /// Channels in `groups` that do not see one another.
    #[must_use]
    pub fn groups(mut self, groups: usize) -> Self {
        self.spec.groups = groups;
        self
    }

    /// Without a bias, as before a normalisation.
    #[must_use]
    pub fn without_bias(mut self) -> Self {
        self.bias = false;
        self
    }
}

impl Conv2d {
    /// From `inputs` to `outputs` channels by a kernel of `[height, width]`.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(
        scope: &Scope,
        [inputs, outputs]: [usize; 2],
        [height, width]: [usize; 2],
        config: Conv2dConfig,
    ) -> Result<Self> {
        let each = inputs / config.spec.groups.max(1);
        let default = Init::torch_default(each * height * width);
        let shape = [outputs, each, height, width];
        let weight = scope.parameter("weight", shape, config.weight_init.unwrap_or(default))?;
        let bias =
            if config.bias { Some(scope.parameter("bias", [outputs], default)?) } else { None };
        Ok(Self { scope: scope.clone(), weight, bias, spec: config.spec })
    }

    /// # Shapes
    /// `[n, inputs, h, w]` → `[n, outputs, h', w']`
    ///
    /// # Errors
    /// Where channels or extents do not fit.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let y = x.cast(self.weight.dtype())?.conv2d(&self.weight, self.spec)?;
        add_bias(&y, self.bias.as_ref())
    }
}

/// `y [n, c, h, w] + bias [c]`
pub(super) fn add_bias(y: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    match bias {
        None => Ok(y.clone()),
        Some(bias) => y.add(&bias.reshape([1, bias.dim(0)?, 1, 1])?),
    }
}
