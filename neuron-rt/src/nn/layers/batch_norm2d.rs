use crate::graph::{Result, Tensor};
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
        let dtype = self.weight.dtype();
        let sums = wide(dtype);
        let per_channel = |t: &Tensor| t.cast(sums)?.reshape([1, channels, 1, 1]);
        let x = x.cast(sums)?;
        let (mean, variance) = if self.scope.training() {
            self.batch_statistics(&x)?
        } else {
            (per_channel(&self.mean)?, per_channel(&self.variance)?)
        };
        let scale = variance.add_scalar(self.config.epsilon)?.rsqrt()?;
        let normal = x.sub(&mean)?.mul(&scale)?;
        normal.mul(&per_channel(&self.weight)?)?.add(&per_channel(&self.bias)?)?.cast(dtype)
    }

    /// Mean and variance, `[1, channels, 1, 1]`; the running ones are updated.
    fn batch_statistics(&self, x: &Tensor) -> Result<(Tensor, Tensor)> {
        let pixels = (x.dim(2)? * x.dim(3)?) as f64;
        let (weight, count) = match self.scope.sample_weight() {
            Some(weight) => {
                let weight = weight.cast(x.dtype())?;
                let count = weight.sum_all()?.mul_scalar(pixels)?;
                (Some(weight.reshape([x.dim(0)?, 1, 1, 1])?), count)
            }
            None => (None, x.scalar_like(x.dim(0)? as f64 * pixels)),
        };
        let none = x.scalar_like(0.0);
        let divisor = count.equal(&none)?.select(&x.scalar_like(1.0), &count)?;
        let mean_of = |t: &Tensor| {
            let counted = weight.as_ref().map_or_else(|| Ok(t.clone()), |weight| t.mul(weight))?;
            counted.sum_keep(&[0, 2, 3])?.div(&divisor)
        };
        let mean = mean_of(x)?;
        let variance = mean_of(&x.sub(&mean)?.square()?)?;
        // Running statistics hold the unbiased variance, as PyTorch's; a batch of nothing changes
        // nothing.
        let freedom = count.add_scalar(-1.0)?;
        let freedom = freedom.greater(&none)?.select(&freedom, &divisor)?;
        let unbiased = variance.mul(&count.div(&freedom)?)?;
        self.keep("running_mean", &self.mean, &mean, &count)?;
        self.keep("running_var", &self.variance, &unbiased, &count)?;
        Ok((mean, variance))
    }

    fn keep(&self, name: &str, before: &Tensor, batch: &Tensor, count: &Tensor) -> Result<()> {
        let momentum = self.config.momentum;
        let batch = batch.stop_gradient()?.cast(before.dtype())?.reshape(before.shape().clone())?;
        let after = before.mul_scalar(1.0 - momentum)?.add(&batch.mul_scalar(momentum)?)?;
        let seen = count.greater(&count.scalar_like(0.0))?;
        self.scope.update_state(name, &seen.select(&after, before)?)
    }
}
