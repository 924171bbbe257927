use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Activation, Embedding, LayerNorm, LearnedPosition, Linear, MultiHeadAttentionConfig, Scope,
    TransformerBlock, TransformerBlockConfig,
};

/// An encoder of token sequences (Devlin et al., *BERT*, 2019): learned positions, normalisation
/// behind each residual sum, and a score of every token of the vocabulary at every position.
#[derive(Clone, Debug)]
pub struct Bert {
    /// Tokens that there are.
    pub vocabulary: usize,
    /// Tokens of a sequence.
    pub length: usize,
    /// Width of a token.
    pub dim: usize,
    /// Blocks.
    pub depth: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the hidden layer of a block's perceptron.
    pub mlp: usize,
}

/// Of every layer norm, as in the paper's code.
const EPSILON: f64 = 1e-12;

impl Default for Bert {
    /// Sequences of 128, dim 256, depth 4, 4 heads, a vocabulary of 4101: all 6-mers of DNA and five
    /// tokens besides.
    fn default() -> Self {
        Self { vocabulary: 4101, length: 128, dim: 256, depth: 4, heads: 4, mlp: 1024 }
    }
}

impl Bert {
    /// Scores of all tokens at each position.
    ///
    /// # Shapes
    /// `ids: i32 [batch, length]` → `[batch, length, vocabulary]`
    ///
    /// # Errors
    /// Where heads do not part the width.
    pub fn forward(&self, scope: &Scope, ids: &Tensor) -> Result<Tensor> {
        let x = Embedding::new(&scope.child("words"), self.vocabulary, self.dim)?.forward(ids)?;
        let positions = LearnedPosition::new(&scope.child("positions"), self.length, self.dim)?;
        let norm = LayerNorm::with_epsilon(&scope.child("norm"), self.dim, EPSILON)?;
        let mut x = norm.forward(&positions.forward(&x)?)?;
        let config = TransformerBlockConfig {
            attention: MultiHeadAttentionConfig::new(self.dim, self.heads),
            hidden: self.mlp,
            activation: Activation::Gelu,
            dropout: 0.0,
            drop_path: 0.0,
            norm_first: false,
            epsilon: EPSILON,
        };
        for i in 0..self.depth {
            let block = TransformerBlock::new(&scope.child("blocks").child(i), config)?;
            x = block.forward(&x, None)?;
        }
        Linear::new(&scope.child("head"), self.dim, self.vocabulary)?.forward(&x)
    }
}
