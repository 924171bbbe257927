use super::super::{DropPath, Dropout, LayerNorm, Linear};
use super::{MultiHeadAttention, MultiHeadAttentionConfig};
use crate::graph::{Result, Tensor};
use crate::nn::{Activation, Scope};

/// One layer of a transformer: attention of the sequence to itself, then two linear layers, each
/// with a residual connection and a normalisation.
///
/// Parameters are named as in PyTorch's `TransformerEncoderLayer`: `self_attn.…`, `linear1.…`,
/// `linear2.…`, `norm1.…`, `norm2.…`.
#[derive(Clone, Debug)]
pub struct TransformerBlock {
    scope: Scope,
    attention: MultiHeadAttention,
    linear: [Linear; 2],
    norm: [LayerNorm; 2],
    dropout: [Dropout; 3],
    path: [DropPath; 2],
    config: TransformerBlockConfig,
}

/// What a [`TransformerBlock`] is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransformerBlockConfig {
    /// Attention, with the features of the sequence.
    pub attention: MultiHeadAttentionConfig,
    /// Features between the two linear layers.
    pub hidden: usize,
    /// The function between them.
    pub activation: Activation,
    /// Probability of dropout: of attention's output, between and behind the linear layers.
    pub dropout: f64,
    /// Probability of leaving out a residual branch of a sample.
    pub drop_path: f64,
    /// Normalises before each part, which trains without warm-up (Xiong et al., 2020), or behind
    /// each residual sum, as first published.
    pub norm_first: bool,
    /// ε of the normalisations.
    pub epsilon: f64,
}

impl TransformerBlockConfig {
    /// As PyTorch's defaults: 2048 hidden features, ReLU, dropout of 0.1, normalisation behind.
    #[must_use]
    pub const fn new(features: usize, heads: usize) -> Self {
        let mut attention = MultiHeadAttentionConfig::new(features, heads);
        attention.dropout = 0.1;
        Self {
            attention,
            hidden: 2048,
            activation: Activation::Relu,
            dropout: 0.1,
            drop_path: 0.0,
            norm_first: false,
            epsilon: 1e-5,
        }
    }

    /// As in vision transformers (Dosovitskiy et al., 2021): normalisation first, GELU, `ratio`
    /// times the features between the linear layers, no dropout.
    #[must_use]
    pub const fn vision(features: usize, heads: usize, ratio: usize) -> Self {
        Self {
            attention: MultiHeadAttentionConfig::new(features, heads),
            hidden: ratio * features,
            activation: Activation::Gelu,
            dropout: 0.0,
            drop_path: 0.0,
            norm_first: true,
            epsilon: 1e-5,
        }
    }
}

impl TransformerBlock {
    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, config: TransformerBlockConfig) -> Result<Self> {
        let d = config.attention.features;
        let attention = MultiHeadAttention::new(&scope.child("self_attn"), config.attention)?;
        let linear = [
            Linear::new(&scope.child("linear1"), d, config.hidden)?,
            Linear::new(&scope.child("linear2"), config.hidden, d)?,
        ];
        let norm = [
            LayerNorm::with_epsilon(&scope.child("norm1"), d, config.epsilon)?,
            LayerNorm::with_epsilon(&scope.child("norm2"), d, config.epsilon)?,
        ];
        let dropout = ["dropout1", "dropout", "dropout2"]
            .map(|name| Dropout::new(&scope.child(name), config.dropout));
        let path = ["drop_path1", "drop_path2"]
            .map(|name| DropPath::new(&scope.child(name), config.drop_path));
        Ok(Self { scope: scope.clone(), attention, linear, norm, dropout, path, config })
    }

    /// # Shapes
    /// `x: [b, t, features]`, `mask`: stretches to `[b, heads, t, t]` → `[b, t, features]`
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward(&self, x: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let x = x.cast(self.scope.policy().compute)?;
        if self.config.norm_first {
            let x = x.add(&self.attend(&self.norm[0].forward(&x)?, mask)?)?;
            x.add(&self.feed_forward(&self.norm[1].forward(&x)?)?)
        } else {
            let x = self.norm[0].forward(&x.add(&self.attend(&x, mask)?)?)?;
            self.norm[1].forward(&x.add(&self.feed_forward(&x)?)?)
        }
    }

    /// What the first `count` positions come to, which see all: of the last block of a classifier by
    /// one token, everything else would be computed for nobody. The values are those of
    /// [`forward`](Self::forward); dropout draws for these positions alone.
    ///
    /// # Shapes
    /// `x: [b, t, features]`, `mask`: stretches to `[b, heads, count, t]` → `[b, count, features]`
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward_first(&self, x: &Tensor, count: usize, mask: Option<&Tensor>) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let x = x.cast(self.scope.policy().compute)?;
        let first = |x: &Tensor| x.narrow(1, 0, count);
        if self.config.norm_first {
            let context = self.norm[0].forward(&x)?;
            let y = self.attention.cross(&first(&context)?, &context, mask)?;
            let x = first(&x)?.add(&self.branch(&y)?)?;
            x.add(&self.feed_forward(&self.norm[1].forward(&x)?)?)
        } else {
            let y = self.attention.cross(&first(&x)?, &x, mask)?;
            let x = self.norm[0].forward(&first(&x)?.add(&self.branch(&y)?)?)?;
            self.norm[1].forward(&x.add(&self.feed_forward(&x)?)?)
        }
    }

    fn attend(&self, x: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        self.branch(&self.attention.forward(x, mask)?)
    }

    /// The residual branch of attention.
    fn branch(&self, y: &Tensor) -> Result<Tensor> {
        self.path[0].forward(&self.dropout[0].forward(y)?)
    }

    fn feed_forward(&self, x: &Tensor) -> Result<Tensor> {
        let hidden = self.config.activation.forward(&self.linear[0].forward(x)?)?;
        let y = self.linear[1].forward(&self.dropout[1].forward(&hidden)?)?;
        self.path[1].forward(&self.dropout[2].forward(&y)?)
    }
}
