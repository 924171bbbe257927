use super::{BertConfig, ConvolutionalConfig, TransformerConfig};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::Scope;
use serde::{Deserialize, Serialize};

/// What a network has to know of its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SequenceShape {
    /// How many tokens there are to know.
    pub vocabulary: usize,
    /// Tokens of the longest sequence.
    pub length: usize,
}

/// A network by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "lowercase")]
pub enum SequenceModel {
    /// [`TransformerConfig`].
    Transformer(TransformerConfig),
    /// [`ConvolutionalConfig`].
    Cnn(ConvolutionalConfig),
    /// [`BertConfig`], which checkpoints of others fit.
    Bert(BertConfig),
}

impl SequenceModel {
    /// The names, the default first.
    pub const NAMES: [&'static str; 3] = ["transformer", "cnn", "bert"];

    /// The network of this name with its usual settings.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "cnn" => Self::Cnn(ConvolutionalConfig::default()),
            "bert" => Self::Bert(BertConfig::default()),
            _ => Self::Transformer(TransformerConfig::default()),
        }
    }

    /// The network of this name with settings that suit a dataset: few sequences are learned better by a small one.
    #[must_use]
    pub fn suited(dataset: &str, name: &str) -> Self {
        match Self::named(name) {
            Self::Transformer(config) if dataset == "splice-junctions" => {
                let small =
                    TransformerConfig { dim: 32, hidden: 64, depth: 2, dropout: 0.3, ..config };
                Self::Transformer(small)
            }
            other => other,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Transformer(_) => "transformer",
            Self::Cnn(_) => "cnn",
            Self::Bert(_) => "bert",
        }
    }

    /// Numbers of an encoded token.
    #[must_use]
    pub fn width(&self) -> usize {
        match self {
            Self::Transformer(config) => config.dim,
            Self::Cnn(config) => config.channels,
            Self::Bert(config) => config.dim,
        }
    }

    /// Whether a sequence stands between `[CLS]` and `[SEP]`.
    #[must_use]
    pub fn framed(&self) -> bool {
        matches!(self, Self::Bert(_))
    }

    /// Most tokens of a sequence, with those around it.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self {
            Self::Bert(config) if config.positions > 0 => config.positions,
            _ => usize::MAX,
        }
    }

    /// Encodes tokens; places where `keep` is 0 are not looked at.
    ///
    /// # Shapes
    /// `ids: i32 [n, length]`, `keep: [n, length]` → `[n, length, width]`
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
        match self {
            Self::Transformer(config) => config.encode(scope, ids, keep, shape),
            Self::Cnn(config) => config.encode(scope, ids, keep, shape),
            Self::Bert(config) => config.encode(scope, ids, keep, shape),
        }
    }
}
