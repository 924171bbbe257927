//! The way down: two convolutions a level, halved in between.

use super::Norm;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Conv2d, Conv2dConfig, MaxPool2d, Scope};

/// Features of each level, the finest first.
///
/// # Shapes
/// `image: [batch, bands, h, w]` → level `l`: `[batch, channels[l], h / 2^l, w / 2^l]`
pub(crate) fn encode(
    scope: &Scope,
    image: &Tensor,
    bands: usize,
    channels: &[usize],
    norm: Norm,
) -> Result<Vec<Tensor>> {
    let mut x = image.clone();
    let mut width = bands;
    let mut levels = Vec::new();
    for (level, &wide) in channels.iter().enumerate() {
        if level > 0 {
            x = MaxPool2d::new(2).forward(&x)?;
        }
        x = convolve_twice(&scope.child("down").child(level), &x, [width, wide], norm)?;
        levels.push(x.clone());
        width = wide;
    }
    Ok(levels)
}

/// Two padded 3×3 convolutions, each with a norm, if any, and a rectifier.
pub(super) fn convolve_twice(
    scope: &Scope,
    x: &Tensor,
    [inputs, outputs]: [usize; 2],
    norm: Norm,
) -> Result<Tensor> {
    let mut config = Conv2dConfig::default().padding(1);
    if norm != Norm::None {
        // A norm takes away what a bias adds.
        config = config.without_bias();
    }
    let mut x = x.clone();
    for (number, inputs) in [inputs, outputs].into_iter().enumerate() {
        let conv =
            Conv2d::new(&scope.child(format!("conv{number}")), [inputs, outputs], [3, 3], config)?;
        x = norm.apply(&scope.child(format!("norm{number}")), &conv.forward(&x)?)?.relu()?;
    }
    Ok(x)
}
