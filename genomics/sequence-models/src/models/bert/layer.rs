use super::BertConfig;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Activation, Dropout, LayerNorm, Linear, LinearConfig, MultiHeadAttention,
    MultiHeadAttentionConfig, Scope,
};

/// One layer: attention of the sequence to itself, then the feed-forward part, each behind a residual sum that is
/// normalised. Parameters bear the names of PyTorch's `TransformerEncoderLayer`, and `gate` where it is gated.
pub(super) struct BertLayer {
    scope: Scope,
    attention: MultiHeadAttention,
    first: Linear,
    last: Linear,
    norm: [LayerNorm; 2],
    dropout: [Dropout; 2],
    /// Hidden numbers, where half of what the first layer gives gates the other half.
    gated: Option<usize>,
    activation: Activation,
}

impl BertLayer {
    pub(super) fn new(scope: &Scope, config: &BertConfig) -> Result<Self> {
        let (dim, hidden) = (config.dim, config.hidden);
        let mut attention = MultiHeadAttentionConfig::new(dim, config.heads);
        attention.dropout = config.attention_dropout;
        let attention = MultiHeadAttention::new(&scope.child("self_attn"), attention)?;
        let first = match config.gated {
            true => {
                let plain = LinearConfig { bias: false, ..LinearConfig::default() };
                Linear::with(&scope.child("gate"), dim, 2 * hidden, plain)?
            }
            false => Linear::new(&scope.child("linear1"), dim, hidden)?,
        };
        let norm = |name: &str| LayerNorm::with_epsilon(&scope.child(name), dim, config.epsilon);
        Ok(Self {
            scope: scope.clone(),
            attention,
            first,
            last: Linear::new(&scope.child("linear2"), hidden, dim)?,
            norm: [norm("norm1")?, norm("norm2")?],
            dropout: ["dropout1", "dropout2"]
                .map(|name| Dropout::new(&scope.child(name), config.dropout)),
            gated: config.gated.then_some(hidden),
            activation: config.activation.function(),
        })
    }

    /// `x: [n, length, dim]`, `mask` stretches to `[n, heads, length, length]` → `[n, length, dim]`
    pub(super) fn forward(&self, x: &Tensor, mask: &Tensor) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let x = x.cast(self.scope.policy().compute)?;
        let seen = self.dropout[0].forward(&self.attention.forward(&x, Some(mask))?)?;
        let x = self.norm[0].forward(&x.add(&seen)?)?;
        let hidden = self.first.forward(&x)?;
        let hidden = match self.gated {
            Some(size) => {
                let gate = self.activation.forward(&hidden.narrow(-1, 0, size)?)?;
                gate.mul(&hidden.narrow(-1, size, 2 * size)?)?
            }
            None => self.activation.forward(&hidden)?,
        };
        let made = self.dropout[1].forward(&self.last.forward(&hidden)?)?;
        self.norm[1].forward(&x.add(&made)?)
    }
}
