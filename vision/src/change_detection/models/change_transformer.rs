use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::{
    Conv2d, Conv2dConfig, Init, LayerNorm, Linear, PatchEmbed, Scope, TransformerBlock,
    TransformerBlockConfig,
};
use serde::{Deserialize, Serialize};

/// A small transformer of two dates, after BIT (Chen, Qi & Shi, *Remote sensing image change detection with
/// transformers*, 2022) and ChangeFormer (Bandara & Patel, 2022): the same weights make tokens of the patches of
/// each date, blocks let the patches of a date see each other, and what is left of the absolute difference of the
/// dates is decoded back to pixels. The order of the dates makes no difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChangeTransformer {
    /// Channels of the convolutions on pixels, in front of the tokens and behind them.
    pub stem: usize,
    /// Pixels along the side of a patch.
    pub patch: usize,
    /// Width of a token.
    pub dim: usize,
    /// Blocks on the tokens of each date.
    pub depth: usize,
    /// Blocks on the differences.
    pub fused_depth: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the hidden layer of a block's perceptron.
    pub mlp: usize,
    /// Share of activations that training drops.
    pub dropout: f64,
}

impl Default for ChangeTransformer {
    fn default() -> Self {
        Self {
            stem: 16,
            patch: 4,
            dim: 64,
            depth: 2,
            fused_depth: 1,
            heads: 4,
            mlp: 128,
            dropout: 0.0,
        }
    }
}

impl ChangeTransformer {
    /// How strongly each pixel changed, as a logit. There is a trained position for each patch, so that a net is
    /// for images of one size.
    ///
    /// # Shapes
    /// `before, after: [batch, bands, height, width]` → `[batch, 1, height, width]`
    ///
    /// # Errors
    /// Where the dates differ in shape, patches do not tile them, or heads do not part the tokens.
    pub fn forward(&self, scope: &Scope, before: &Tensor, after: &Tensor) -> Result<Tensor> {
        let (batch, bands) = (before.dim(0)?, before.dim(1)?);
        let (height, width, patch) = (before.dim(2)?, before.dim(3)?, self.patch);
        let tiled = patch > 0 && height % patch == 0 && width % patch == 0;
        if before.shape() != after.shape() || !tiled {
            let what = format!(
                "needs two dates of the same [batch, bands, height, width], extents divisible by {patch}; found \
                 {} and {}",
                before.ty(),
                after.ty()
            );
            let layer = "change transformer".to_owned();
            return Err(GraphError::Operands { layer, op: "forward", what });
        }
        let conv = Conv2dConfig::default().padding(1);
        let difference =
            |x: &Tensor| x.narrow(0, batch, 2 * batch)?.sub(&x.narrow(0, 0, batch)?)?.abs();
        let dates = Tensor::concat(&[before, after], 0)?;
        let stem = Conv2d::new(&scope.child("stem"), [bands, self.stem], [3, 3], conv)?;
        let pixels = stem.forward(&dates)?.relu()?;
        let embed = PatchEmbed::new(&scope.child("patch_embed"), self.stem, patch, self.dim)?;
        let mut tokens = embed.forward(&pixels)?;
        let (rows, columns) = (height / patch, width / patch);
        let position = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        let places =
            scope.parameter_without_decay("pos_embed", [1, rows * columns, self.dim], position)?;
        tokens = tokens.add(&places)?;
        tokens = self.blocks(&scope.child("blocks"), &tokens, self.depth)?;
        let fused = self.blocks(&scope.child("fused"), &difference(&tokens)?, self.fused_depth)?;
        let fused = LayerNorm::new(&scope.child("norm"), self.dim)?.forward(&fused)?;
        // Each token says something of each pixel of its patch.
        let decode = Linear::new(&scope.child("decode"), self.dim, self.stem * patch * patch)?;
        let decoded = decode
            .forward(&fused)?
            .reshape([batch, rows, columns, self.stem, patch, patch])?
            .transpose(&[0, 3, 1, 4, 2, 5])?
            .reshape([batch, self.stem, height, width])?;
        // Edges finer than a patch are those of the pixels themselves.
        let joined = Tensor::concat(&[&decoded, &difference(&pixels)?], 1)?;
        let merge = Conv2d::new(&scope.child("merge"), [2 * self.stem, self.stem], [3, 3], conv)?;
        let merged = merge.forward(&joined)?.relu()?;
        let head = Conv2dConfig::default();
        Conv2d::new(&scope.child("head"), [self.stem, 1], [1, 1], head)?.forward(&merged)
    }

    fn blocks(&self, scope: &Scope, tokens: &Tensor, depth: usize) -> Result<Tensor> {
        let mut x = tokens.clone();
        for block in 0..depth {
            let mut config = TransformerBlockConfig::vision(self.dim, self.heads, 1);
            config.hidden = self.mlp;
            config.dropout = self.dropout;
            x = TransformerBlock::new(&scope.child(block), config)?.forward(&x, None)?;
        }
        Ok(x)
    }
}
