//! The way down: two convolutions a level, halved in between.

use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Conv2d, Conv2dConfig, MaxPool2d, Scope};

/// Features of each level, the finest first.
///
/// # Shapes
/// `image: [batch, bands, h, w]` → level `l`: `[batch, channels[l], h / 2^l, w / 2^l]`
pub(super) fn encode(
    scope: &Scope,
    image: &Tensor,
    bands: usize,
    channels: &[usize],
) -> Result<Vec<Tensor>> {
    let mut x = image.clone();
    let mut width = bands;
    let mut levels = Vec::new();
    for (level, &wide) in channels.iter().enumerate() {
        if level > 0 {
            x = MaxPool2d::new(2).forward(&x)?;
        }
        x = convolve_twice(&scope.child("down").child(level), &x, [width, wide])?;
        levels.push(x.clone());
        width = wide;
    }
    Ok(levels)
}

/// Two padded 3×3 convolutions, each with a rectifier.
pub(super) fn convolve_twice(
    scope: &Scope,
    x: &Tensor,
    [inputs, outputs]: [usize; 2],
) -> Result<Tensor> {
    let config = Conv2dConfig::default().padding(1);
    let first = Conv2d::new(&scope.child("conv0"), [inputs, outputs], [3, 3], config)?;
    let second = Conv2d::new(&scope.child("conv1"), [outputs, outputs], [3, 3], config)?;
    second.forward(&first.forward(x)?.relu()?)?.relu()
}
