//! The way up: doubled by transposed convolutions, each level joined with what the way down made.

use super::Norm;
use super::encoder::convolve_twice;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig, Scope};

/// Scores of each pixel.
///
/// # Shapes
/// level `l`: `[batch, channels[l], h / 2^l, w / 2^l]` → `[batch, outputs, h, w]`
pub(crate) fn decode(
    scope: &Scope,
    levels: &[Tensor],
    channels: &[usize],
    outputs: usize,
    norm: Norm,
) -> Result<Tensor> {
    let up = ConvTranspose2dConfig {
        spec: Conv2dConfig::default().stride(2).spec,
        ..ConvTranspose2dConfig::default()
    };
    let mut known = levels.iter().zip(channels).enumerate().rev();
    // A network without levels was refused before.
    let Some((_, (deepest, &width))) = known.next() else {
        return Tensor::concat(&[], 1);
    };
    let (mut x, mut width) = (deepest.clone(), width);
    for (level, (skip, &wide)) in known {
        let place = scope.child("up").child(level);
        x = ConvTranspose2d::new(&place, [width, wide], [2, 2], up)?.forward(&x)?;
        x = Tensor::concat(&[&x, skip], 1)?;
        x = convolve_twice(&scope.child("merge").child(level), &x, [2 * wide, wide], norm)?;
        width = wide;
    }
    let head = Conv2dConfig::default();
    Conv2d::new(&scope.child("head"), [width, outputs], [1, 1], head)?.forward(&x)
}
