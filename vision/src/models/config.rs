use super::{CnnConfig, ImageShape, ResNetConfig, Seen, VitConfig};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::Scope;
use serde::{Deserialize, Serialize};

/// Which model, and its size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ModelConfig {
    /// A Vision Transformer.
    Vit(VitConfig),
    /// A plain convolutional network.
    Cnn(CnnConfig),
    /// A residual network.
    ResNet(ResNetConfig),
}

impl ModelConfig {
    /// The names that `--model` takes.
    pub const NAMES: [&str; 3] = ["vit", "cnn", "resnet"];

    /// The model of this name at its default size.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "vit" => Some(Self::Vit(VitConfig::default())),
            "cnn" => Some(Self::Cnn(CnnConfig::default())),
            "resnet" => Some(Self::ResNet(ResNetConfig::default())),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Vit(_) => "vit",
            Self::Cnn(_) => "cnn",
            Self::ResNet(_) => "resnet",
        }
    }

    /// Class scores of a batch of images.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, classes]`
    ///
    /// # Errors
    /// Where the model does not fit the images; the error names the layer.
    pub fn forward(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Tensor> {
        match self {
            Self::Vit(config) => config.forward(scope, image, shape),
            Self::Cnn(config) => config.forward(scope, image, shape),
            Self::ResNet(config) => config.forward(scope, image, shape),
        }
    }

    /// Class scores with the features that they are read from.
    ///
    /// # Errors
    /// As [`forward`](Self::forward).
    pub fn seen(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Seen> {
        match self {
            Self::Vit(config) => config.seen(scope, image, shape),
            Self::Cnn(config) => config.seen(scope, image, shape),
            Self::ResNet(config) => config.seen(scope, image, shape),
        }
    }
}
