use crate::graph::{Result, Tensor};
use crate::nn::functional::{self, BatchNormed};
use crate::nn::precision::wide;
use crate::nn::{Init, Scope};

/// Normalisation of each channel over the batch (Ioffe & Szegedy, *Batch normalization*, 2015).
///
/// In training by the batch's statistics, in which each sample counts by its weight, so that
/// padding counts nothing; otherwise by the running ones.
///
/// Parameters: `weight [channels]`, `bias [channels]`. States: `running_mean`, `running_var`.
#[derive(Clone, Debug)]
pub struct BatchNorm2d {
    scope: Scope,
    weight: Tensor,
    bias: Tensor,
    mean: Tensor,
    variance: Tensor,
    config: BatchNorm2dConfig,
}

/// What a [`BatchNorm2d`] may be given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchNorm2dConfig {
    /// Added to the variance.
    pub epsilon: f64,
    /// Share of the batch in the new running statistics.
    pub momentum: f64,
}

impl Default for BatchNorm2dConfig {
    fn default() -> Self {
        Self { epsilon: 1e-5, momentum: 0.1 }
    }
}

impl BatchNorm2d {
    /// With PyTorch's ε of 1e-5 and momentum of 0.1.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, channels: usize) -> Result<Self> {
        Self::with(scope, channels, BatchNorm2dConfig::default())
    }

    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn with(scope: &Scope, channels: usize, config: BatchNorm2dConfig) -> Result<Self> {
        let weight = scope.parameter("weight", [channels], Init::Ones)?;
        let bias = scope.parameter("bias", [channels], Init::Zeros)?;
        let mean = scope.state("running_mean", [channels], Init::Zeros)?;
        let variance = scope.state("running_var", [channels], Init::Ones)?;
        Ok(Self { scope: scope.clone(), weight, bias, mean, variance, config })
    }

    /// # Shapes
    /// `[n, channels, h, w]` → the same
    ///
    /// # Errors
    /// Where the second axis is not of `channels`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let channels = self.weight.dim(0)?;
        if x.rank() != 4 || x.dim(1)? != channels {
            let what = format!("needs [n, {channels}, h, w], found {}", x.ty());
            return Err(self.scope.builder().mismatch("batch_norm2d", what));
        }
        if self.scope.training() {
            return self.by_the_batch(x);
        }
        let dtype = self.weight.dtype();
        let per_channel = |t: &Tensor| t.cast(wide(dtype))?.reshape([1, channels, 1, 1]);
        let variance = per_channel(&self.variance)?;
        let scale = variance.add_scalar(self.config.epsilon)?.rsqrt()?;
        let normal = x.cast(wide(dtype))?.sub(&per_channel(&self.mean)?)?.mul(&scale)?;
        normal.mul(&per_channel(&self.weight)?)?.add(&per_channel(&self.bias)?)?.cast(dtype)
    }

    /// By the statistics of the batch; the running ones are updated.
    fn by_the_batch(&self, x: &Tensor) -> Result<Tensor> {
        let x = x.cast(self.weight.dtype())?;
        let ones = || self.scope.builder().full(wide(x.dtype()), [x.dim(0)?], 1.0);
        let weight = self.scope.sample_weight().map_or_else(ones, Ok)?;
        let weight = weight.cast(wide(x.dtype()))?;
        let epsilon = self.config.epsilon;
        let BatchNormed { y, mean, variance } =
            functional::batch_norm(&x, &self.weight, &self.bias, &weight, epsilon)?;
        // Running statistics hold the unbiased variance, as PyTorch's; a batch of nothing changes
        // nothing.
        let count = weight.sum_all()?.mul_scalar((x.dim(2)? * x.dim(3)?) as f64)?;
        let (none, one) = (count.scalar_like(0.0), count.scalar_like(1.0));
        let freedom = count.add_scalar(-1.0)?;
        let divisor = count.greater(&none)?.select(&count, &one)?;
        let freedom = freedom.greater(&none)?.select(&freedom, &divisor)?;
        let unbiased = variance.mul(&count.div(&freedom)?)?;
        self.keep("running_mean", &self.mean, &mean, &count)?;
        self.keep("running_var", &self.variance, &unbiased, &count)?;
        Ok(y)
    }

    fn keep(&self, name: &str, before: &Tensor, batch: &Tensor, count: &Tensor) -> Result<()> {
        let momentum = self.config.momentum;
        let batch = batch.stop_gradient()?.cast(before.dtype())?.reshape(before.shape().clone())?;
        let after = before.mul_scalar(1.0 - momentum)?.add(&batch.mul_scalar(momentum)?)?;
        let seen = count.greater(&count.scalar_like(0.0))?;
        self.scope.update_state(name, &seen.select(&after, before)?)
    }
}
