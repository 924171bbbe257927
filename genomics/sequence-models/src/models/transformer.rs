use super::SequenceShape;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Conv1d, Conv1dConfig, Dropout, Embedding, Init, LayerNorm, LearnedPosition, Scope,
    TransformerBlock, TransformerBlockConfig, key_padding_mask,
};
use serde::{Deserialize, Serialize};

/// A transformer encoder in the manner of BERT (Devlin et al., 2019) with norms before the layers, and a convolution
/// before the first, which tells each token of its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TransformerConfig {
    /// Numbers of a token.
    pub dim: usize,
    /// Layers.
    pub depth: usize,
    /// Heads of a layer.
    pub heads: usize,
    /// Hidden numbers of a feed-forward part.
    pub hidden: usize,
    /// Taps of the convolution before the first layer, an odd number; 0 for none.
    pub stem: usize,
    /// Share of numbers that training drops.
    pub dropout: f64,
    /// Share of whole branches that training drops, rising from layer to layer.
    pub drop_path: f64,
}

impl Default for TransformerConfig {
    fn default() -> Self {
        Self { dim: 64, depth: 3, heads: 4, hidden: 128, stem: 9, dropout: 0.1, drop_path: 0.1 }
    }
}

impl TransformerConfig {
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
        let embedding = Embedding::with(&scope.child("tokens"), shape.vocabulary, self.dim, init)?;
        let mut x = embedding.forward(ids)?;
        let inside = keep.unsqueeze(2)?;
        if self.stem > 0 {
            let around = self.stem - 1;
            let config = Conv1dConfig {
                padding: [around / 2, around - around / 2],
                ..Conv1dConfig::default()
            };
            let sides = [self.dim, self.dim];
            let stem = Conv1d::new(&scope.child("stem"), sides, self.stem, config)?;
            let seen = x.mul(&inside.cast(x.dtype())?)?.swap_axes(1, 2)?;
            let y = stem.forward(&seen)?.swap_axes(1, 2)?;
            x = x.cast(y.dtype())?.add(&y)?;
        }
        x = LearnedPosition::new(&scope.child("positions"), shape.length, self.dim)?.forward(&x)?;
        x = Dropout::new(&scope.child("drop"), self.dropout).forward(&x)?;
        let mask = key_padding_mask(keep)?;
        for number in 0..self.depth {
            let mut config = TransformerBlockConfig::vision(self.dim, self.heads, 1);
            config.hidden = self.hidden;
            config.dropout = self.dropout;
            config.drop_path = self.drop_path * (number + 1) as f64 / self.depth as f64;
            let block = TransformerBlock::new(&scope.child("layers").child(number), config)?;
            x = block.forward(&x, Some(&mask))?;
        }
        LayerNorm::new(&scope.child("norm"), self.dim)?.forward(&x)
    }
}
