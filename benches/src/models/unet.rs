use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig, MaxPool2d, Scope,
};

/// A class for each pixel (Ronneberger et al., *U-Net*, 2015): two padded convolutions with
/// rectifiers a level, maxima of 2×2 down, transposed convolutions of 2×2 up, and at each level the
/// way up sees what the way down made.
#[derive(Clone, Debug)]
pub struct UNet {
    /// Spectral bands.
    pub bands: usize,
    /// Rows and columns.
    pub side: usize,
    /// Channels of each level, from the finest.
    pub channels: Vec<usize>,
    /// Classes to tell apart.
    pub classes: usize,
}

impl Default for UNet {
    /// 64×64 pixels of 6 bands, levels of 16, 32 and 64 channels, 2 classes.
    fn default() -> Self {
        Self { bands: 6, side: 64, channels: vec![16, 32, 64], classes: 2 }
    }
}

impl UNet {
    /// Class scores of each pixel.
    ///
    /// # Shapes
    /// `image: [batch, bands, side, side]` → `[batch, classes, side, side]`
    ///
    /// # Errors
    /// Where the side cannot be halved between levels.
    pub fn forward(&self, scope: &Scope, image: &Tensor) -> Result<Tensor> {
        let mut x = image.clone();
        let mut width = self.bands;
        let mut finer = Vec::new();
        for (level, &channels) in self.channels.iter().enumerate() {
            if level > 0 {
                finer.push(x.clone());
                x = MaxPool2d::new(2).forward(&x)?;
            }
            x = convolve_twice(&scope.child("down").child(level), &x, [width, channels])?;
            width = channels;
        }
        let up = ConvTranspose2dConfig {
            spec: Conv2dConfig::default().stride(2).spec,
            ..ConvTranspose2dConfig::default()
        };
        for (level, skip) in finer.iter().enumerate().rev() {
            let channels = self.channels[level];
            let place = scope.child("up").child(level);
            x = ConvTranspose2d::new(&place, [width, channels], [2, 2], up)?.forward(&x)?;
            x = Tensor::concat(&[&x, skip], 1)?;
            let place = scope.child("merge").child(level);
            x = convolve_twice(&place, &x, [2 * channels, channels])?;
            width = channels;
        }
        let head = scope.child("head");
        Conv2d::new(&head, [width, self.classes], [1, 1], Conv2dConfig::default())?.forward(&x)
    }
}

fn convolve_twice(scope: &Scope, x: &Tensor, [inputs, outputs]: [usize; 2]) -> Result<Tensor> {
    let config = Conv2dConfig::default().padding(1);
    let first = Conv2d::new(&scope.child("conv0"), [inputs, outputs], [3, 3], config)?;
    let second = Conv2d::new(&scope.child("conv1"), [outputs, outputs], [3, 3], config)?;
    second.forward(&first.forward(x)?.relu()?)?.relu()
}
