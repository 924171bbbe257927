use super::SeriesShape;
use crate::environmental_monitoring::classification::ENCODING;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Conv1d, Conv1dConfig, Dropout, LayerNorm, Linear, Scope};
use serde::{Deserialize, Serialize};

/// Convolutions over the times of a series (Pelletier et al., *Temporal Convolutional Neural Network for the
/// Classification of Satellite Image Time Series*, 2019; here with residual blocks whose taps lie further and further
/// apart). Gaps are 0, and a channel says where they are; what a series is filled up with is 0 behind each layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TemporalCnnConfig {
    /// Channels.
    pub channels: usize,
    /// Residual blocks; the taps of each are twice as far apart as those of the one before.
    pub blocks: usize,
    /// Taps.
    pub kernel: usize,
    /// Share of activations that training drops.
    pub dropout: f64,
}

impl Default for TemporalCnnConfig {
    fn default() -> Self {
        Self { channels: 64, blocks: 4, kernel: 5, dropout: 0.1 }
    }
}

impl TemporalCnnConfig {
    /// Scores of the classes.
    ///
    /// # Shapes
    /// As [`TemporalTransformerConfig::forward`](super::TemporalTransformerConfig::forward).
    ///
    /// # Errors
    /// Where the shapes do not fit.
    pub fn forward(
        &self,
        scope: &Scope,
        [values, keep, time]: [&Tensor; 3],
        shape: SeriesShape,
    ) -> Result<Tensor> {
        let [batch, length] = [values.dim(0)?, values.dim(1)?];
        let by_time = |x: &Tensor| x.reshape([batch, length, 1]);
        let keep = by_time(keep)?;
        // Of a time, sine² + cosine² is 1; of what only fills up, 0.
        let inside = time.narrow(-1, 0, 2)?.square()?.sum_keep(&[-1])?;
        let inputs = Tensor::concat(&[values, &keep, time], -1)?;
        let width = shape.bands + 1 + ENCODING;
        let mut x = Linear::new(&scope.child("embed"), width, self.channels)?.forward(&inputs)?;
        x = x.mul(&inside.cast(x.dtype())?)?;
        for number in 0..self.blocks {
            let scope = scope.child("blocks").child(number);
            let dilation = 1 << number.min(6);
            let reach = dilation * (self.kernel - 1);
            let config = Conv1dConfig {
                dilation,
                padding: [reach / 2, reach - reach / 2],
                ..Conv1dConfig::default()
            };
            let normed = LayerNorm::new(&scope.child("norm"), self.channels)?.forward(&x)?;
            let normed = normed.mul(&inside.cast(normed.dtype())?)?.swap_axes(1, 2)?;
            let sides = [self.channels, self.channels];
            let conv = Conv1d::new(&scope.child("conv"), sides, self.kernel, config)?;
            let y = conv.forward(&normed)?.swap_axes(1, 2)?.relu()?;
            let y = Linear::new(&scope.child("mix"), self.channels, self.channels)?.forward(&y)?;
            let y = Dropout::new(&scope.child("drop"), self.dropout).forward(&y)?;
            x = x.add(&y.mul(&inside.cast(y.dtype())?)?)?;
        }
        let x = LayerNorm::new(&scope.child("norm"), self.channels)?.forward(&x)?;
        let seen = keep.cast(x.dtype())?;
        let count = seen.sum(&[1])?.maximum(&seen.scalar_like(1.0))?;
        let mean = x.mul(&seen)?.sum(&[1])?.div(&count)?;
        // Far below any value, where nothing was seen.
        let hidden = seen.mul_scalar(1e4)?.add_scalar(-1e4)?;
        let most = x.add(&hidden)?.max(&[1])?;
        let most = most.maximum(&most.scalar_like(-1e2))?;
        let pooled = Tensor::concat(&[&mean, &most], -1)?;
        Linear::new(&scope.child("head"), 2 * self.channels, shape.classes)?.forward(&pooled)
    }
}
