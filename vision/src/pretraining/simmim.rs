//! SimMIM (Xie et al., *SimMIM: a Simple Framework for Masked Image Modeling*, 2022): the encoder sees
//! all patches, hidden ones as one trained token, and a single linear layer gives back their pixels.

use crate::models::VitConfig;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Init, Linear, Scope};

/// What is said of each patch's pixels; `hidden` is 1 where a patch is hidden and 0 elsewhere.
///
/// # Shapes
/// `image: [n, bands, height, width]`, `hidden: [n, patches]` → `[n, patches, pixels]`
pub(super) fn predict(
    scope: &Scope,
    encoder: &VitConfig,
    grid: [usize; 2],
    image: &Tensor,
    hidden: &Tensor,
) -> Result<Tensor> {
    let tokens = masked_tokens(scope, encoder, grid, image, hidden)?;
    let encoded = encoder.encode(scope, &tokens)?;
    let leading = encoder.leading();
    let patches = encoded.narrow(1, leading, leading + grid[0] * grid[1])?;
    let pixels = image.dim(1)? * encoder.patch * encoder.patch;
    Linear::new(&scope.child("decoder").child("pixels"), encoder.dim, pixels)?.forward(&patches)
}

/// What the encoder is given.
///
/// # Shapes
/// → `[n, leading + patches, dim]`
pub(super) fn masked_tokens(
    scope: &Scope,
    encoder: &VitConfig,
    grid: [usize; 2],
    image: &Tensor,
    hidden: &Tensor,
) -> Result<Tensor> {
    let patches = encoder.patches(scope, image, image.dim(1)?)?;
    let start = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
    let token = scope.parameter_without_decay("mask_token", [1, 1, encoder.dim], start)?;
    let hidden = hidden.cast(patches.dtype())?.unsqueeze(2)?;
    let seen = hidden.scalar_like(1.0).sub(&hidden)?;
    let patches = patches.mul(&seen)?.add(&token.mul(&hidden)?)?;
    encoder.tokens(scope, &patches, grid)
}
