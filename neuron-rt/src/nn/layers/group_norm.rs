use crate::graph::{Result, Tensor};
use crate::nn::precision::wide;
use crate::nn::{Init, Scope};

/// Normalisation of groups of channels, a sample at a time (Wu & He, *Group normalization*, 2018).
///
/// Parameters: `weight [channels]`, `bias [channels]`.
#[derive(Clone, Debug)]
pub struct GroupNorm {
    scope: Scope,
    weight: Tensor,
    bias: Tensor,
    groups: usize,
    epsilon: f64,
}

impl GroupNorm {
    /// With PyTorch's ε of 1e-5.
    ///
    /// # Errors
    /// Where the groups do not divide the channels.
    pub fn new(scope: &Scope, groups: usize, channels: usize) -> Result<Self> {
        Self::with_epsilon(scope, groups, channels, 1e-5)
    }

    /// With an ε of one's own.
    ///
    /// # Errors
    /// Where the groups do not divide the channels.
    pub fn with_epsilon(
        scope: &Scope,
        groups: usize,
        channels: usize,
        epsilon: f64,
    ) -> Result<Self> {
        if groups == 0 || !channels.is_multiple_of(groups) {
            let _layer = scope.enter();
            let what = format!("cannot part {channels} channels into {groups} groups");
            return Err(scope.builder().mismatch("group_norm", what));
        }
        let weight = scope.parameter("weight", [channels], Init::Ones)?;
        let bias = scope.parameter("bias", [channels], Init::Zeros)?;
        Ok(Self { scope: scope.clone(), weight, bias, groups, epsilon })
    }

    /// # Shapes
    /// `[n, channels, …]` → the same
    ///
    /// # Errors
    /// Where the second axis is not of `channels`.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let channels = self.weight.dim(0)?;
        if x.rank() < 2 || x.dim(1)? != channels {
            let what = format!("needs [n, {channels}, …], found {}", x.ty());
            return Err(self.scope.builder().mismatch("group_norm", what));
        }
        let dtype = self.weight.dtype();
        let n = x.dim(0)?;
        let each = x.shape().elements() / (n * self.groups).max(1);
        let groups = x.cast(wide(dtype))?.reshape([n, self.groups, each])?;
        let centred = groups.sub(&groups.mean_keep(&[-1])?)?;
        let scale = centred.square()?.mean_keep(&[-1])?.add_scalar(self.epsilon)?.rsqrt()?;
        let normal = centred.mul(&scale)?.reshape(x.shape().clone())?;
        let affine = |t: &Tensor| {
            let mut shape = vec![1; x.rank()];
            shape[1] = channels;
            t.cast(wide(dtype))?.reshape(shape)
        };
        normal.mul(&affine(&self.weight)?)?.add(&affine(&self.bias)?)?.cast(dtype)
    }
}
