use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{BatchNorm2d, GroupNorm, Scope};
use serde::{Deserialize, Serialize};

/// Channels of a group.
const GROUP: usize = 8;

/// What brings the features of a convolution to one scale, before its rectifier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Norm {
    /// Nothing, as in the first U-Net.
    #[default]
    None,
    /// Over the images of a batch (Ioffe & Szegedy, 2015).
    Batch,
    /// Over groups of eight channels of each image, or all where eight do not divide them (Wu & He,
    /// 2018): the same for batches of any size.
    Group,
}

impl Norm {
    /// # Shapes
    /// `[batch, channels, h, w]` → the same
    pub(super) fn apply(self, scope: &Scope, x: &Tensor) -> Result<Tensor> {
        let channels = x.dim(1)?;
        match self {
            Self::None => Ok(x.clone()),
            Self::Batch => BatchNorm2d::new(scope, channels)?.forward(x),
            Self::Group => {
                let groups = if channels % GROUP == 0 { channels / GROUP } else { 1 };
                GroupNorm::new(scope, groups, channels)?.forward(x)
            }
        }
    }
}
