use super::MaskConfig;
use crate::augment::Augmentation;
use crate::models::VitConfig;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// How an encoder learns without labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Masked autoencoder (He et al., 2022).
    #[default]
    Mae,
    /// SimMIM (Xie et al., 2022).
    Simmim,
}

impl Method {
    /// Its name, as `--model` takes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mae => "mae",
            Self::Simmim => "simmim",
        }
    }
}

/// The decoder of a masked autoencoder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DecoderConfig {
    /// Width of a token, a multiple of 4.
    pub dim: usize,
    /// Blocks.
    pub depth: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the hidden layer of a block's perceptron, in widths of a token.
    pub mlp_ratio: usize,
}

impl Default for DecoderConfig {
    fn default() -> Self {
        Self { dim: 64, depth: 2, heads: 4, mlp_ratio: 2 }
    }
}

/// How embeddings are probed for what they know of the classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProbeConfig {
    /// Training images whose labels the probes see; 0 for all.
    pub images: usize,
    /// Nearest neighbours that vote.
    pub neighbours: usize,
    /// Temperature of their weights.
    pub temperature: f64,
    /// Weight of the squared coefficients of the linear classifier.
    pub penalty: f64,
}

impl Default for ProbeConfig {
    fn default() -> Self {
        Self { images: 5000, neighbours: 20, temperature: 0.07, penalty: 1e-3 }
    }
}

/// Everything that decides a pre-training run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PretrainingConfig {
    /// Name of a dataset, or a folder with a subfolder a class.
    pub dataset: String,
    /// How many images to take or, of a synthetic dataset, to make; 0 for all, or its default.
    pub dataset_size: usize,
    /// Side in pixels that a folder's images are brought to; 0 leaves them as they are.
    pub resize: usize,
    /// Share of the training images that is held out to measure the loss on.
    pub validation_share: f64,
    /// How the encoder learns.
    pub method: Method,
    /// Whether each patch is to be given back with mean 0 and variance 1.
    pub normalise_targets: bool,
    /// Which share of an image is hidden.
    pub mask: MaskConfig,
    /// What is done to training images.
    pub augmentation: Augmentation,
    /// The part that is kept.
    pub encoder: VitConfig,
    /// The part of a masked autoencoder that is thrown away.
    pub decoder: DecoderConfig,
    /// How embeddings are probed.
    pub probes: ProbeConfig,
    /// How it is trained.
    pub trainer: TrainerConfig,
}
