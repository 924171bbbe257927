use super::{ConvolutionalConfig, TransformerConfig};
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
}

impl SequenceModel {
    /// The names, the default first.
    pub const NAMES: [&'static str; 2] = ["transformer", "cnn"];

    /// The network of this name with its usual settings.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "cnn" => Self::Cnn(ConvolutionalConfig::default()),
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
        }
    }

    /// Numbers of an encoded token.
    #[must_use]
    pub fn width(&self) -> usize {
        match self {
            Self::Transformer(config) => config.dim,
            Self::Cnn(config) => config.channels,
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
        }
    }
}
