use super::super::{ImageShape, Places, Seen};
use super::{Pool, Positions, VitConfig};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Dropout, Init, LayerNorm, Linear, PatchEmbed, Scope, TransformerBlock, TransformerBlockConfig,
    sinusoidal_2d,
};

/// How class token and positions begin.
const SMALL: Init = Init::TruncatedNormal { std: 0.02, bound: 2.0 };

impl VitConfig {
    /// Class scores of a batch of images.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, classes]`
    ///
    /// # Errors
    /// Where patches do not tile the image or heads do not part the tokens.
    pub fn forward(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Tensor> {
        Ok(self.seen(scope, image, shape)?.logits)
    }

    /// The same, with the tokens that the last block reads.
    pub(in crate::models) fn seen(
        &self,
        scope: &Scope,
        image: &Tensor,
        shape: ImageShape,
    ) -> Result<Seen> {
        let (pooled, features) = self.pooled(scope, image, shape.bands)?;
        let logits =
            Linear::new(&scope.child("head"), self.dim, shape.classes)?.forward(&pooled)?;
        let places = Places::Tokens { leading: self.leading(), grid: self.grid_of(image)? };
        Ok(Seen { logits, features, places })
    }

    /// What the class is read from: the class token, or the mean of all patches, behind the last
    /// norm.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, dim]`
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    pub fn features(&self, scope: &Scope, image: &Tensor, bands: usize) -> Result<Tensor> {
        Ok(self.pooled(scope, image, bands)?.0)
    }

    /// The features, and the tokens that the last block reads.
    fn pooled(&self, scope: &Scope, image: &Tensor, bands: usize) -> Result<(Tensor, Tensor)> {
        let patches = self.patches(scope, image, bands)?;
        let tokens = self.tokens(scope, &patches, self.grid_of(image)?)?;
        // Behind the last block, nobody reads the patches where the class has a token of its own.
        let (x, read) = self.blocks(scope, &tokens, self.pool == Pool::Cls)?;
        let pooled = match self.pool {
            Pool::Cls => x.index(1, 0),
            Pool::Mean => x.mean(&[1]),
        };
        Ok((pooled?, read))
    }

    /// Rows and columns of patches.
    fn grid_of(&self, image: &Tensor) -> Result<[usize; 2]> {
        Ok([image.dim(2)? / self.patch.max(1), image.dim(3)? / self.patch.max(1)])
    }

    /// Each patch of an image as a vector, row by row, without its position.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, patches, dim]`
    ///
    /// # Errors
    /// Where patches do not tile the image.
    pub fn patches(&self, scope: &Scope, image: &Tensor, bands: usize) -> Result<Tensor> {
        PatchEmbed::new(&scope.child("patch_embed"), bands, self.patch, self.dim)?.forward(image)
    }

    /// Tokens of all patches with their positions, that of the class in front where it has one.
    ///
    /// # Shapes
    /// `patches: [batch, rows × columns, dim]` → `[batch, leading + rows × columns, dim]`
    ///
    /// # Errors
    /// Where the patches are not those of the grid, or `dim` has no place for sines and cosines.
    pub fn tokens(&self, scope: &Scope, patches: &Tensor, grid: [usize; 2]) -> Result<Tensor> {
        let (batch, dim) = (patches.dim(0)?, self.dim);
        let mut x = patches.clone();
        if self.pool == Pool::Cls {
            let cls = scope.parameter_without_decay("cls_token", [1, 1, dim], SMALL)?;
            x = Tensor::concat(&[&cls.broadcast_to([batch, 1, dim])?, &x], 1)?;
        }
        let tokens = x.dim(1)?;
        let places = match self.positions {
            Positions::Learned => {
                scope.parameter_without_decay("pos_embed", [1, tokens, dim], SMALL)?
            }
            Positions::Sinusoidal => {
                let table = sinusoidal_2d(scope.builder(), x.dtype(), grid, dim)?;
                table.pad(&[self.leading(), 0], &[0, 0], 0.0)?.unsqueeze(0)?
            }
        };
        Dropout::new(&scope.child("pos_drop"), self.dropout).forward(&x.add(&places)?)
    }

    /// All tokens behind the last block and norm, of any choice of tokens.
    ///
    /// # Shapes
    /// `[batch, tokens, dim]` → `[batch, tokens, dim]`
    ///
    /// # Errors
    /// Where heads do not part the tokens.
    pub fn encode(&self, scope: &Scope, tokens: &Tensor) -> Result<Tensor> {
        Ok(self.blocks(scope, tokens, false)?.0)
    }

    /// The blocks and the last norm, with what the last block reads; it may give the first token alone.
    fn blocks(
        &self,
        scope: &Scope,
        tokens: &Tensor,
        first_alone: bool,
    ) -> Result<(Tensor, Tensor)> {
        let mut x = tokens.clone();
        let mut read = x.clone();
        for i in 0..self.depth {
            let mut config = TransformerBlockConfig::vision(self.dim, self.heads, 1);
            config.hidden = self.mlp;
            config.epsilon = self.epsilon;
            config.activation = self.gelu.activation();
            config.dropout = self.dropout;
            config.attention.dropout = 0.0;
            config.drop_path =
                self.drop_path * i as f64 / self.depth.saturating_sub(1).max(1) as f64;
            let made = TransformerBlock::new(&scope.child("blocks").child(i), config)?;
            let last = i + 1 == self.depth;
            read = x.clone();
            x = if first_alone && last {
                made.forward_first(&x, 1, None)?
            } else {
                made.forward(&x, None)?
            };
        }
        let norm = LayerNorm::with_epsilon(&scope.child("norm"), self.dim, self.epsilon)?;
        Ok((norm.forward(&x)?, read))
    }
}
