use super::super::linear::project;
use super::super::{Dropout, Linear, LinearConfig, Rotary};
use crate::graph::{Result, Tensor};
use crate::nn::functional::{AttentionOptions, attention, self_attention, weighted_attention};
use crate::nn::{Init, Scope};

/// Multi-head attention (Vaswani et al., 2017), with the parameters of PyTorch's
/// `MultiheadAttention`: `in_proj_weight [3 d, d]`, `in_proj_bias [3 d]`, `out_proj.weight`,
/// `out_proj.bias`; where the context has a width of its own, `q_proj_weight`, `k_proj_weight` and
/// `v_proj_weight` instead of the first.
#[derive(Clone, Debug)]
pub struct MultiHeadAttention {
    scope: Scope,
    inputs: Inputs,
    bias: Option<Tensor>,
    output: Linear,
    dropout: Dropout,
    config: MultiHeadAttentionConfig,
}

#[derive(Clone, Debug)]
enum Inputs {
    /// `[3 d, d]`
    Packed(Tensor),
    /// `[d, d]`, `[d, context]`, `[d, context]`
    Apart([Tensor; 3]),
}

/// What a [`MultiHeadAttention`] is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MultiHeadAttentionConfig {
    /// Features of queries and of the output.
    pub features: usize,
    /// Heads; they divide the features.
    pub heads: usize,
    /// Features of the sequence that keys and values come from; `None`: as many as of the queries.
    pub context: Option<usize>,
    /// Whether the projections have biases.
    pub bias: bool,
    /// Position `i` sees keys `0..=i` alone.
    pub causal: bool,
    /// Probability of dropout of attention's probabilities.
    pub dropout: f64,
    /// Turns queries and keys by their positions.
    pub rotary: Option<Rotary>,
}

impl MultiHeadAttentionConfig {
    /// As PyTorch's defaults: biases, no dropout, every position sees every other.
    #[must_use]
    pub const fn new(features: usize, heads: usize) -> Self {
        Self {
            features,
            heads,
            context: None,
            bias: true,
            causal: false,
            dropout: 0.0,
            rotary: None,
        }
    }
}

impl MultiHeadAttention {
    /// As configured.
    ///
    /// # Errors
    /// Where a parameter of this name has another shape.
    pub fn new(scope: &Scope, config: MultiHeadAttentionConfig) -> Result<Self> {
        let d = config.features;
        let xavier = |inputs, outputs| Init::XavierUniform { inputs, outputs, gain: 1.0 };
        let inputs = match config.context {
            Some(context) if context != d => Inputs::Apart([
                scope.parameter("q_proj_weight", [d, d], xavier(d, d))?,
                scope.parameter("k_proj_weight", [d, context], xavier(context, d))?,
                scope.parameter("v_proj_weight", [d, context], xavier(context, d))?,
            ]),
            _ => Inputs::Packed(scope.parameter("in_proj_weight", [3 * d, d], xavier(d, 3 * d))?),
        };
        let bias = match config.bias {
            true => Some(scope.parameter("in_proj_bias", [3 * d], Init::Zeros)?),
            false => None,
        };
        let output = LinearConfig {
            bias: config.bias,
            bias_init: Some(Init::Zeros),
            ..LinearConfig::default()
        };
        let output = Linear::with(&scope.child("out_proj"), d, d, output)?;
        let dropout = Dropout::new(scope, config.dropout);
        Ok(Self { scope: scope.clone(), inputs, bias, output, dropout, config })
    }

    /// Attention of a sequence to itself. The mask is added to the scores.
    ///
    /// # Shapes
    /// `x: [b, t, features]`, `mask`: stretches to `[b, heads, t, t]` → `[b, t, features]`
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn forward(&self, x: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let plain = self.config.rotary.is_none() && !self.dropout.is_active();
        let Inputs::Packed(weight) = &self.inputs else { return self.cross(x, x, mask) };
        if !plain {
            return self.cross(x, x, mask);
        }
        let _layer = self.scope.enter();
        let qkv = project(x, weight, self.bias.as_ref())?;
        self.output.forward(&self_attention(&qkv, mask, self.options())?)
    }

    /// Attention of a sequence to another one.
    ///
    /// # Shapes
    /// `x: [b, t, features]`, `context: [b, s, context]`, `mask`: stretches to `[b, heads, t, s]` →
    /// `[b, t, features]`
    ///
    /// # Errors
    /// Where shapes do not fit.
    pub fn cross(&self, x: &Tensor, context: &Tensor, mask: Option<&Tensor>) -> Result<Tensor> {
        let _layer = self.scope.enter();
        let (mut q, mut k) = (self.part(x, 0)?, self.part(context, 1)?);
        let v = self.part(context, 2)?;
        if let Some(rotary) = &self.config.rotary {
            (q, k) = (rotary.forward(&q)?, rotary.forward(&k)?);
        }
        let out = if self.dropout.is_active() {
            let drop = |share: &Tensor| self.dropout.forward(share);
            weighted_attention(&q, &k, &v, mask, self.options(), drop)?
        } else {
            attention(&q, &k, &v, mask, self.options())?
        };
        self.output.forward(&out)
    }

    /// Queries (0), keys (1) or values (2).
    fn part(&self, x: &Tensor, part: usize) -> Result<Tensor> {
        let d = self.config.features;
        let slice = |t: &Tensor| t.narrow(0, part * d, (part + 1) * d);
        let weight = match &self.inputs {
            Inputs::Packed(weight) => slice(weight)?,
            Inputs::Apart(weights) => weights[part].clone(),
        };
        project(x, &weight, self.bias.as_ref().map(slice).transpose()?.as_ref())
    }

    fn options(&self) -> AttentionOptions {
        let Self { config, .. } = self;
        AttentionOptions { heads: config.heads, causal: config.causal, scale: None }
    }
}
