use neuron_rt::nn::Activation;
use serde::{Deserialize, Serialize};

/// Which token the class is read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pool {
    /// A learned token of its own.
    #[default]
    Cls,
    /// The mean of all patches.
    Mean,
}

/// How a token knows where its patch lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Positions {
    /// A trained vector for each.
    #[default]
    Learned,
    /// Sines and cosines of row and column, which are not trained (He et al., *Masked Autoencoders
    /// Are Scalable Vision Learners*, 2022).
    Sinusoidal,
}

/// The formula of GELU.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gelu {
    /// With the error function.
    #[default]
    Exact,
    /// The approximation by tanh.
    Tanh,
}

impl Gelu {
    /// As a layer knows it.
    #[must_use]
    pub const fn activation(self) -> Activation {
        match self {
            Self::Exact => Activation::Gelu,
            Self::Tanh => Activation::GeluTanh,
        }
    }
}

/// A Vision Transformer (Dosovitskiy et al., *An Image is Worth 16×16 Words*, 2021), pre-norm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VitConfig {
    /// Pixels along the side of a patch.
    pub patch: usize,
    /// Width of a token.
    pub dim: usize,
    /// Blocks.
    pub depth: usize,
    /// Attention heads.
    pub heads: usize,
    /// Width of the hidden layer of a block's perceptron.
    pub mlp: usize,
    /// Share of activations that training drops.
    pub dropout: f64,
    /// Share of blocks that training skips, rising linearly with depth (Huang et al., 2016).
    pub drop_path: f64,
    /// Which token the class is read from.
    pub pool: Pool,
    /// How a token knows where its patch lies.
    pub positions: Positions,
    /// The formula of GELU.
    pub gelu: Gelu,
    /// ε of every layer norm; 1e-6 as in the paper's code.
    pub epsilon: f64,
}

impl Default for VitConfig {
    fn default() -> Self {
        Self {
            patch: 8,
            dim: 192,
            depth: 6,
            heads: 3,
            mlp: 768,
            dropout: 0.0,
            drop_path: 0.0,
            pool: Pool::Cls,
            positions: Positions::Learned,
            gelu: Gelu::Exact,
            epsilon: 1e-6,
        }
    }
}

impl VitConfig {
    /// Tokens in front of those of the patches: the class's, where it has one.
    #[must_use]
    pub const fn leading(&self) -> usize {
        match self.pool {
            Pool::Cls => 1,
            Pool::Mean => 0,
        }
    }

    /// Rows and columns of patches of an image; `None` where they do not tile it.
    #[must_use]
    pub fn grid(&self, height: usize, width: usize) -> Option<[usize; 2]> {
        let tiles = |extent: usize| {
            (self.patch > 0 && extent > 0 && extent.is_multiple_of(self.patch))
                .then(|| extent / self.patch)
        };
        Some([tiles(height)?, tiles(width)?])
    }
}
