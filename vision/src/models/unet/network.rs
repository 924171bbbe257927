use super::{Norm, decode, encode};
use neuron_rt::graph::{GraphError, Result, Tensor};
use neuron_rt::nn::Scope;
use serde::{Deserialize, Serialize};

/// A U-Net: two padded convolutions with rectifiers a level, maxima of 2×2 down, transposed convolutions
/// of 2×2 up, and at each level the way up sees what the way down made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UNet {
    /// Channels of each level, from the finest.
    pub channels: Vec<usize>,
    /// What brings the features of a convolution to one scale.
    pub norm: Norm,
}

impl Default for UNet {
    fn default() -> Self {
        Self { channels: vec![16, 32, 64], norm: Norm::None }
    }
}

impl UNet {
    /// By how much rows and columns are halved on the way down: their number is a multiple of it.
    #[must_use]
    pub fn stride(&self) -> usize {
        1 << self.channels.len().saturating_sub(1).min(16)
    }

    /// Scores of each pixel.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, outputs, height, width]`
    ///
    /// # Errors
    /// Where the extents cannot be halved between levels, or there are no levels.
    pub fn forward(&self, scope: &Scope, image: &Tensor, outputs: usize) -> Result<Tensor> {
        let step = self.stride();
        let halves = image.dim(2)? % step == 0 && image.dim(3)? % step == 0;
        if self.channels.is_empty() || !halves {
            let levels = self.channels.len();
            let what = format!(
                "needs [batch, bands, height, width] with extents divisible by {step}, and a level; found {}, \
                 {levels} levels",
                image.ty()
            );
            return Err(GraphError::Operands { layer: "unet".to_owned(), op: "forward", what });
        }
        let levels = encode(scope, image, image.dim(1)?, &self.channels, self.norm)?;
        decode(scope, &levels, &self.channels, outputs, self.norm)
    }
}
