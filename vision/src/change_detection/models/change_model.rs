use super::{ChangeNet, ChangeTransformer, Fusion};
use crate::models::unet::{Norm, UNet};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::Scope;
use serde::{Deserialize, Serialize};

/// Which network, and its size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ChangeModel {
    /// A U-Net of two dates.
    Unet(ChangeNet),
    /// A transformer of two dates.
    Transformer(ChangeTransformer),
    /// A U-Net over a map of how strongly each pixel changed
    /// ([`scaled_vectors`](crate::change_detection::methods::scaled_vectors)): it learns which strengths mean change,
    /// and what the neighbourhood says, and nothing of colours. For scenes with few labels.
    Strengths(UNet),
}

/// What a network is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeInput {
    /// The bands of both dates.
    Dates,
    /// One map of strengths.
    Strengths,
}

impl ChangeModel {
    /// The names that `--model` takes.
    pub const NAMES: &'static [&'static str] = &["siamese", "early", "transformer", "strengths"];

    /// The model of this name at its default size.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let net =
            |fusion| Self::Unet(ChangeNet { fusion, norm: Norm::Batch, ..ChangeNet::default() });
        match name {
            "siamese" => Some(net(Fusion::SiameseDifference)),
            "early" => Some(net(Fusion::Early)),
            "transformer" => Some(Self::Transformer(ChangeTransformer::default())),
            "strengths" => Some(Self::Strengths(UNet { channels: vec![8, 16], ..UNet::default() })),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unet(ChangeNet { fusion: Fusion::SiameseDifference, .. }) => "siamese",
            Self::Unet(ChangeNet { fusion: Fusion::Early, .. }) => "early",
            Self::Transformer(_) => "transformer",
            Self::Strengths(_) => "strengths",
        }
    }

    /// What it is given.
    #[must_use]
    pub const fn input(&self) -> ChangeInput {
        match self {
            Self::Strengths(_) => ChangeInput::Strengths,
            _ => ChangeInput::Dates,
        }
    }

    /// Rows and columns of an image are multiples of it.
    #[must_use]
    pub fn stride(&self) -> usize {
        match self {
            Self::Unet(net) => 1 << net.channels.len().saturating_sub(1).min(16),
            Self::Transformer(net) => net.patch.max(1),
            Self::Strengths(net) => net.stride(),
        }
    }

    /// How strongly each pixel changed, as a logit. `input` finds a tensor of the batch by its name.
    ///
    /// # Shapes
    /// `before`, `after`: `[batch, bands, height, width]`, or `strengths`: `[batch, 1, height, width]` →
    /// `[batch, 1, height, width]`
    ///
    /// # Errors
    /// Where the model does not fit the images; the error names the layer.
    pub fn forward<'a>(&self, scope: &Scope, input: impl Fn(&str) -> &'a Tensor) -> Result<Tensor> {
        match self {
            Self::Unet(net) => net.forward(scope, input("before"), input("after")),
            Self::Transformer(net) => net.forward(scope, input("before"), input("after")),
            Self::Strengths(net) => net.forward(scope, input("strengths"), 1),
        }
    }
}
