use super::{ImageShape, Places, Seen};
use neuron_rt::graph::{Result, Tensor, WindowSpec};
use neuron_rt::nn::{BatchNorm2d, Conv2d, Conv2dConfig, Dropout, Linear, Scope};
use serde::{Deserialize, Serialize};

/// A plain convolutional network: two 3×3 convolutions with batch norm a stage, halved in between,
/// then the mean over all positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CnnConfig {
    /// Channels of each stage.
    pub channels: Vec<usize>,
    /// Share of pooled features that training drops.
    pub dropout: f64,
}

impl Default for CnnConfig {
    fn default() -> Self {
        Self { channels: vec![32, 64, 128], dropout: 0.2 }
    }
}

impl CnnConfig {
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
        let mut x = image.clone();
        let mut channels = shape.bands;
        for (stage, &width) in self.channels.iter().enumerate() {
            let place = scope.child("stages").child(stage);
            for half in 0..2 {
                let config = Conv2dConfig::default().padding(1).without_bias();
                let conv = Conv2d::new(
                    &place.child(format!("conv{half}")),
                    [channels, width],
                    [3, 3],
                    config,
                )?;
                let norm = BatchNorm2d::new(&place.child(format!("norm{half}")), width)?;
                x = norm.forward(&conv.forward(&x)?)?.relu()?;
                channels = width;
            }
            x = halve(&x)?;
        }
        let features = x;
        let pooled = features.mean(&[2, 3])?;
        let pooled = Dropout::new(&scope.child("drop"), self.dropout).forward(&pooled)?;
        let logits =
            Linear::new(&scope.child("head"), channels, shape.classes)?.forward(&pooled)?;
        Ok(Seen { logits, features, places: Places::Grid })
    }
}

/// Half the extents by 2×2 maxima, as long as there is something to halve.
fn halve(x: &Tensor) -> Result<Tensor> {
    if x.dim(2)? < 4 || x.dim(3)? < 4 {
        return Ok(x.clone());
    }
    x.max_pool2d(WindowSpec { size: [2, 2], stride: [2, 2], padding: [[0; 2]; 2] })
}
