use super::alibi::distances;
use super::layer::BertLayer;
use crate::models::SequenceShape;
use neuron_rt::graph::{DType, Result, Tensor};
use neuron_rt::nn::{
    Activation, Dropout, Embedding, Init, LayerNorm, LearnedPosition, Scope, key_padding_mask,
};
use serde::{Deserialize, Serialize};

/// The function between the two linear layers of a BERT layer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BertActivation {
    /// GELU with the error function.
    #[default]
    Gelu,
    /// GELU's approximation by tanh.
    GeluTanh,
    /// `max(x, 0)`
    Relu,
}

impl BertActivation {
    pub(super) fn function(self) -> Activation {
        match self {
            Self::Gelu => Activation::Gelu,
            Self::GeluTanh => Activation::GeluTanh,
            Self::Relu => Activation::Relu,
        }
    }
}

/// The encoder of BERT (Devlin et al., 2019): vectors of tokens, places and kinds of segment are added and normalised;
/// each layer normalises behind its residual sums. DNABERT (Ji et al., 2021) is one.
///
/// Without learned places it is that of DNABERT-2 (Zhou et al., 2024) and MosaicBERT (Portes et al., 2023): scores of
/// attention fall with distance (ALiBi), and the feed-forward part is gated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BertConfig {
    /// Rows of the table of tokens; 0 for as many as there are tokens.
    pub vocabulary: usize,
    /// Numbers of a token.
    pub dim: usize,
    /// Layers.
    pub depth: usize,
    /// Heads of a layer.
    pub heads: usize,
    /// Hidden numbers of a feed-forward part.
    pub hidden: usize,
    /// Places that have a learned vector, the most tokens of a sequence; 0 for ALiBi.
    pub positions: usize,
    /// Kinds of segment that have a vector; all tokens are of the first.
    pub segments: usize,
    /// Whether one half of a feed-forward part's first layer gates the other (GEGLU, Shazeer, 2020).
    pub gated: bool,
    /// The function of the feed-forward part.
    pub activation: BertActivation,
    /// ε of the normalisations.
    pub epsilon: f64,
    /// Share of numbers that training drops.
    pub dropout: f64,
    /// Share of attention that training drops.
    pub attention_dropout: f64,
}

impl Default for BertConfig {
    /// A small one, to be trained from nothing.
    fn default() -> Self {
        Self {
            vocabulary: 0,
            dim: 64,
            depth: 3,
            heads: 4,
            hidden: 128,
            positions: 512,
            segments: 2,
            gated: false,
            activation: BertActivation::Gelu,
            epsilon: 1e-12,
            dropout: 0.1,
            attention_dropout: 0.1,
        }
    }
}

impl BertConfig {
    /// As [`SequenceModel::encode`](crate::models::SequenceModel::encode).
    ///
    /// # Errors
    /// What recording the graph meets, such as a sequence of more tokens than there are places.
    pub fn encode(
        &self,
        scope: &Scope,
        ids: &Tensor,
        keep: &Tensor,
        shape: SequenceShape,
    ) -> Result<Tensor> {
        let init = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
        let embeddings = scope.child("embeddings");
        let rows = if self.vocabulary > 0 { self.vocabulary } else { shape.vocabulary };
        let mut x =
            Embedding::with(&embeddings.child("tokens"), rows, self.dim, init)?.forward(ids)?;
        if self.segments > 0 {
            let scope = embeddings.child("segments");
            let table = Embedding::with(&scope, self.segments, self.dim, init)?;
            x = x.add(&table.weight().narrow(0, 0, 1)?.cast(x.dtype())?)?;
        }
        if self.positions > 0 {
            let places = embeddings.child("positions");
            x = LearnedPosition::new(&places, self.positions, self.dim)?.forward(&x)?;
        }
        let norm = LayerNorm::with_epsilon(&embeddings.child("norm"), self.dim, self.epsilon)?;
        x = Dropout::new(&embeddings.child("drop"), self.dropout).forward(&norm.forward(&x)?)?;
        let mut mask = key_padding_mask(keep)?;
        if self.positions == 0 {
            let bias = distances(scope.builder(), self.heads, ids.dim(1)?)?;
            mask = mask.cast(DType::F32)?.add(&bias)?;
        }
        for number in 0..self.depth {
            let layer = BertLayer::new(&scope.child("layers").child(number), self)?;
            x = layer.forward(&x, &mask)?;
        }
        Ok(x)
    }
}
