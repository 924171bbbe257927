use super::ImageShape;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Dropout, Init, LayerNorm, Linear, PatchEmbed, Scope, TransformerBlock, TransformerBlockConfig,
};
use serde::{Deserialize, Serialize};

/// Which token the class is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pool {
    /// A learned token of its own.
    #[default]
    Cls,
    /// The mean of all patches.
    Mean,
}

/// A Vision Transformer (Dosovitskiy et al., *An Image is Worth 16×16 Words*, 2021), pre-norm, with
/// learned positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VitConfig {
    /// Pixels along the side of a patch.
    pub patch: usize,
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
    /// Share of blocks that training skips, rising linearly with depth (Huang et al., 2016).
    pub drop_path: f64,
    /// Which token the class is read from.
    pub pool: Pool,
}

/// Of every layer norm, as in the paper's code.
const EPSILON: f64 = 1e-6;

impl Default for VitConfig {
    fn default() -> Self {
        Self {
            patch: 8,
            dim: 192,
            depth: 6,
            heads: 3,
            mlp: 768,
            dropout: 0.0,
            drop_path: 0.0,
            pool: Pool::Cls,
        }
    }
}

impl VitConfig {
    /// Class scores of a batch of images.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, classes]`
    ///
    /// # Errors
    /// Where patches do not tile the image or heads do not part the tokens.
    pub fn forward(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Tensor> {
        let batch = image.dim(0)?;
        let embed =
            PatchEmbed::new(&scope.child("patch_embed"), shape.bands, self.patch, self.dim)?;
        let mut x = embed.forward(image)?;
        let position = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        if self.pool == Pool::Cls {
            let cls = scope.parameter_without_decay("cls_token", [1, 1, self.dim], position)?;
            x = Tensor::concat(&[&cls.broadcast_to([batch, 1, self.dim])?, &x], 1)?;
        }
        let tokens = x.dim(1)?;
        let places = scope.parameter_without_decay("pos_embed", [1, tokens, self.dim], position)?;
        x = Dropout::new(&scope.child("pos_drop"), self.dropout).forward(&x.add(&places)?)?;
        for i in 0..self.depth {
            let mut config = TransformerBlockConfig::vision(self.dim, self.heads, 1);
            config.hidden = self.mlp;
            config.epsilon = EPSILON;
            config.dropout = self.dropout;
            config.attention.dropout = 0.0;
            config.drop_path =
                self.drop_path * i as f64 / self.depth.saturating_sub(1).max(1) as f64;
            let block = scope.child("blocks").child(i);
            let made = TransformerBlock::new(&block, config)?;
            // Behind the last block, nobody reads the patches where the class has a token of its own.
            let by_token = self.pool == Pool::Cls && i + 1 == self.depth;
            x = if by_token { made.forward_first(&x, 1, None)? } else { made.forward(&x, None)? };
        }
        x = LayerNorm::with_epsilon(&scope.child("norm"), self.dim, EPSILON)?.forward(&x)?;
        let pooled = match self.pool {
            Pool::Cls => x.index(1, 0)?,
            Pool::Mean => x.mean(&[1])?,
        };
        Linear::new(&scope.child("head"), self.dim, shape.classes)?.forward(&pooled)
    }
}
