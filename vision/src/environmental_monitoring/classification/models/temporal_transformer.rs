use super::SeriesShape;
use crate::environmental_monitoring::classification::ENCODING;
use neuron_rt::graph::{DType, Result, Tensor};
use neuron_rt::nn::{
    Dropout, Init, LayerNorm, Linear, Scope, TransformerBlock, TransformerBlockConfig,
    key_padding_mask,
};
use serde::{Deserialize, Serialize};

/// A transformer over the times of a series (Garnot et al., *Satellite Image Time Series Classification with
/// Pixel-Set Encoders and Temporal Self-Attention*, 2020; here with a token of its own for the class). A token is what
/// was seen at a time, and when; gaps are hidden from attention, so that neither what stands there nor how long a
/// series is filled up changes anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TemporalTransformerConfig {
    /// Width of a token.
    pub dim: usize,
    /// Blocks.
    pub depth: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the hidden layer of a block's perceptron.
    pub mlp: usize,
    /// Share of activations that training drops.
    pub dropout: f64,
}

impl Default for TemporalTransformerConfig {
    fn default() -> Self {
        Self { dim: 64, depth: 3, heads: 4, mlp: 128, dropout: 0.1 }
    }
}

impl TemporalTransformerConfig {
    /// Scores of the classes.
    ///
    /// # Shapes
    /// `values: [batch, length, bands]`, `keep: [batch, length]`, `time: [batch, length, ENCODING]` →
    /// `[batch, classes]`
    ///
    /// # Errors
    /// Where heads do not part the tokens.
    pub fn forward(
        &self,
        scope: &Scope,
        [values, keep, time]: [&Tensor; 3],
        shape: SeriesShape,
    ) -> Result<Tensor> {
        let batch = values.dim(0)?;
        let embed = |name: &str, inputs| Linear::new(&scope.child(name), inputs, self.dim);
        let seen = embed("embed_values", shape.bands)?.forward(values)?;
        let when = embed("embed_time", ENCODING)?.forward(time)?;
        let normal = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        let class = scope.parameter_without_decay("cls_token", [1, 1, self.dim], normal)?;
        let tokens = seen.add(&when)?;
        let class = class.broadcast_to([batch, 1, self.dim])?.cast(tokens.dtype())?;
        let mut x = Tensor::concat(&[&class, &tokens], 1)?;
        x = Dropout::new(&scope.child("embed_drop"), self.dropout).forward(&x)?;
        let always = scope.builder().full(DType::F32, [batch, 1], 1.0)?;
        let mask = key_padding_mask(&Tensor::concat(&[&always, &keep.cast(DType::F32)?], 1)?)?;
        for number in 0..self.depth {
            let mut config = TransformerBlockConfig::vision(self.dim, self.heads, 1);
            config.hidden = self.mlp;
            config.dropout = self.dropout;
            let block = TransformerBlock::new(&scope.child("blocks").child(number), config)?;
            // Behind the last block, nobody reads the times.
            x = if number + 1 == self.depth {
                block.forward_first(&x, 1, Some(&mask))?
            } else {
                block.forward(&x, Some(&mask))?
            };
        }
        let pooled = LayerNorm::new(&scope.child("norm"), self.dim)?.forward(&x)?.index(1, 0)?;
        Linear::new(&scope.child("head"), self.dim, shape.classes)?.forward(&pooled)
    }
}
