//! Masked autoencoder (He et al., *Masked Autoencoders Are Scalable Vision Learners*, 2022): the
//! encoder sees only patches that are not hidden, a small decoder gives back the others.

use super::{DecoderConfig, Masks};
use crate::models::VitConfig;
use neuron_rt::graph::{DType, Result, Tensor};
use neuron_rt::nn::{
    Init, LayerNorm, Linear, Scope, TransformerBlock, TransformerBlockConfig, sinusoidal_2d,
};

/// What is said of each patch's pixels.
///
/// # Shapes
/// `image: [n, bands, height, width]`, `order`, `place`: i32 `[n, patches]` → `[n, patches, pixels]`
pub(super) fn predict(
    scope: &Scope,
    encoder: &VitConfig,
    decoder: &DecoderConfig,
    masks: &Masks,
    [image, order, place]: [&Tensor; 3],
) -> Result<Tensor> {
    let tokens = seen_tokens(scope, encoder, masks, image, order)?;
    let encoded = encoder.encode(scope, &tokens)?;
    decode(&scope.child("decoder"), encoder, decoder, masks, image.dim(1)?, &encoded, place)
}

/// What the encoder is given: its class token, where it has one, and the patches that are seen.
///
/// # Shapes
/// → `[n, leading + seen, dim]`
pub(super) fn seen_tokens(
    scope: &Scope,
    encoder: &VitConfig,
    masks: &Masks,
    image: &Tensor,
    order: &Tensor,
) -> Result<Tensor> {
    let patches = encoder.patches(scope, image, image.dim(1)?)?;
    let tokens = encoder.tokens(scope, &patches, masks.grid())?;
    let leading = encoder.leading();
    let seen = order.narrow(1, 0, masks.seen())?;
    let mut wanted = seen.add(&seen.scalar_like(leading as f64))?;
    if leading > 0 {
        let front = scope.builder().full(DType::I32, [order.dim(0)?, leading], 0.0)?;
        wanted = Tensor::concat(&[&front, &wanted], 1)?;
    }
    take(&tokens, &wanted)
}

/// From the encoded tokens to all patches: the hidden ones begin as one trained token, and every
/// patch is told where it lies.
fn decode(
    scope: &Scope,
    encoder: &VitConfig,
    config: &DecoderConfig,
    masks: &Masks,
    bands: usize,
    encoded: &Tensor,
    place: &Tensor,
) -> Result<Tensor> {
    let (batch, dim) = (encoded.dim(0)?, config.dim);
    let (leading, seen) = (encoder.leading(), masks.seen());
    let narrow = Linear::new(&scope.child("embed"), encoder.dim, dim)?.forward(encoded)?;
    let start = Init::TruncatedNormal { std: 0.02, bound: 2.0 };
    let token = scope.parameter_without_decay("mask_token", [1, 1, dim], start)?;
    let hidden = token.broadcast_to([batch, masks.hidden(), dim])?;
    let patches = narrow.narrow(1, leading, leading + seen)?;
    let all = take(&Tensor::concat(&[&patches, &hidden], 1)?, place)?;
    let places = sinusoidal_2d(scope.builder(), all.dtype(), masks.grid(), dim)?.unsqueeze(0)?;
    let mut x = all.add(&places)?;
    if leading > 0 {
        x = Tensor::concat(&[&narrow.narrow(1, 0, leading)?, &x], 1)?;
    }
    for i in 0..config.depth {
        let mut block = TransformerBlockConfig::vision(dim, config.heads, config.mlp_ratio);
        block.epsilon = encoder.epsilon;
        block.activation = encoder.gelu.activation();
        x = TransformerBlock::new(&scope.child("blocks").child(i), block)?.forward(&x, None)?;
    }
    let x = LayerNorm::with_epsilon(&scope.child("norm"), dim, encoder.epsilon)?.forward(&x)?;
    let x = x.narrow(1, leading, leading + masks.patches())?;
    Linear::new(&scope.child("pixels"), dim, bands * encoder.patch * encoder.patch)?.forward(&x)
}

/// Tokens of each sequence by number; its gradient puts them back.
///
/// # Shapes
/// `tokens: [n, t, dim]`, `numbers: i32 [n, k]` → `[n, k, dim]`
///
/// # Errors
/// Where they are not of these axes.
pub fn take(tokens: &Tensor, numbers: &Tensor) -> Result<Tensor> {
    let [n, t, dim] = [tokens.dim(0)?, tokens.dim(1)?, tokens.dim(2)?];
    let first = tokens.builder().iota(DType::I32, [n, 1], 0)?.mul_scalar(t as f64)?;
    tokens.reshape([n * t, dim])?.gather(&numbers.add(&first)?)
}
