use super::{ImageShape, Places, Seen};
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{BatchNorm2d, Conv2d, Conv2dConfig, Dropout, Linear, Scope};
use serde::{Deserialize, Serialize};

/// A residual network (He et al., *Deep Residual Learning*, 2016) for small images: a 3×3 stem, then
/// basic blocks, each stage after the first at half the extents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ResNetConfig {
    /// Channels of each stage.
    pub channels: Vec<usize>,
    /// Blocks of a stage.
    pub blocks: usize,
    /// Share of pooled features that training drops.
    pub dropout: f64,
}

impl Default for ResNetConfig {
    fn default() -> Self {
        Self { channels: vec![32, 64, 128], blocks: 2, dropout: 0.0 }
    }
}

impl ResNetConfig {
    /// Class scores of a batch of images.
    ///
    /// # Shapes
    /// `image: [batch, bands, height, width]` → `[batch, classes]`
    ///
    /// # Errors
    /// Where the images are not of `shape`.
    pub fn forward(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Tensor> {
        Ok(self.seen(scope, image, shape)?.logits)
    }

    /// The same, with what the last stage made.
    pub(super) fn seen(&self, scope: &Scope, image: &Tensor, shape: ImageShape) -> Result<Seen> {
        let stem = self.channels.first().copied().unwrap_or(shape.bands);
        let mut x = convolve(scope, "stem", image, [shape.bands, stem], 3, 1)?.relu()?;
        let mut channels = stem;
        for (stage, &width) in self.channels.iter().enumerate() {
            for block in 0..self.blocks {
                let place = scope.child("stages").child(stage).child(block);
                let room = x.dim(2)? >= 4 && x.dim(3)? >= 4;
                let stride = if stage > 0 && block == 0 && room { 2 } else { 1 };
                let y = convolve(&place, "conv1", &x, [channels, width], 3, stride)?.relu()?;
                let y = convolve(&place, "conv2", &y, [width, width], 3, 1)?;
                let shortcut = if channels == width && stride == 1 {
                    x.clone()
                } else {
                    convolve(&place, "downsample", &x, [channels, width], 1, stride)?
                };
                x = y.add(&shortcut)?.relu()?;
                channels = width;
            }
        }
        let features = x;
        let pooled = features.mean(&[2, 3])?;
        let pooled = Dropout::new(&scope.child("drop"), self.dropout).forward(&pooled)?;
        let logits =
            Linear::new(&scope.child("head"), channels, shape.classes)?.forward(&pooled)?;
        Ok(Seen { logits, features, places: Places::Grid })
    }
}

/// A convolution without bias and its batch norm.
fn convolve(
    scope: &Scope,
    name: &str,
    x: &Tensor,
    channels: [usize; 2],
    kernel: usize,
    stride: usize,
) -> Result<Tensor> {
    let place = scope.child(name);
    let config = Conv2dConfig::default().stride(stride).padding(kernel / 2).without_bias();
    let y = Conv2d::new(&place.child("conv"), channels, [kernel; 2], config)?.forward(x)?;
    BatchNorm2d::new(&place.child("norm"), channels[1])?.forward(&y)
}
