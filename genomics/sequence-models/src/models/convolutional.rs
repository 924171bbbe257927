use super::SequenceShape;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Conv1d, Conv1dConfig, Dropout, Embedding, Init, LayerNorm, LearnedPosition, Linear, Scope,
};
use serde::{Deserialize, Serialize};

/// A convolutional network with residuals, whose taps lie twice as far apart from block to block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConvolutionalConfig {
    /// Numbers of a token.
    pub channels: usize,
    /// Blocks.
    pub blocks: usize,
    /// Taps of a convolution.
    pub kernel: usize,
    /// Share of numbers that training drops.
    pub dropout: f64,
}

impl Default for ConvolutionalConfig {
    fn default() -> Self {
        Self { channels: 64, blocks: 4, kernel: 7, dropout: 0.1 }
    }
}

/// Blocks from which on taps lie no farther apart.
const WIDEST: usize = 6;

impl ConvolutionalConfig {
    /// As [`SequenceModel::encode`](super::SequenceModel::encode).
    ///
    /// # Errors
    /// What recording the graph meets.
    pub fn encode(
        &self,
        scope: &Scope,
        ids: &Tensor,
        keep: &Tensor,
        shape: SequenceShape,
    ) -> Result<Tensor> {
        let init = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        let embedding =
            Embedding::with(&scope.child("tokens"), shape.vocabulary, self.channels, init)?;
        let x = embedding.forward(ids)?;
        let positions =
            LearnedPosition::new(&scope.child("positions"), shape.length, self.channels)?;
        let mut x = positions.forward(&x)?;
        let inside = keep.unsqueeze(2)?;
        for number in 0..self.blocks {
            let scope = scope.child("blocks").child(number);
            let dilation = 1 << number.min(WIDEST);
            let reach = dilation * self.kernel.saturating_sub(1);
            let config = Conv1dConfig {
                dilation,
                padding: [reach / 2, reach - reach / 2],
                ..Conv1dConfig::default()
            };
            let normed = LayerNorm::new(&scope.child("norm"), self.channels)?.forward(&x)?;
            let seen = normed.mul(&inside.cast(normed.dtype())?)?.swap_axes(1, 2)?;
            let sides = [self.channels, self.channels];
            let conv = Conv1d::new(&scope.child("conv"), sides, self.kernel, config)?;
            let y = conv.forward(&seen)?.swap_axes(1, 2)?.relu()?;
            let y = Linear::new(&scope.child("mix"), self.channels, self.channels)?.forward(&y)?;
            let y = Dropout::new(&scope.child("drop"), self.dropout).forward(&y)?;
            x = x.cast(y.dtype())?.add(&y)?;
        }
        LayerNorm::new(&scope.child("norm"), self.channels)?.forward(&x)
    }
}
