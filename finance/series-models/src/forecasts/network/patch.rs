use super::step_decoder::step_decoder;
use crate::forecasts::Sizes;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{
    Dropout, LayerNorm, LearnedPosition, Linear, Scope, TransformerBlock, TransformerBlockConfig,
};
use neuron_train::trainer::Batch;

/// Numbers of the past that a step of the future is told.
const OF_STEP: usize = 16;
/// Features of a head of attention, about.
const HEAD: usize = 16;

/// Stretches of the past, whole steps with covariates, become tokens that attend to each other; what they come to is
/// shared out among the steps of the future.
///
/// # Shapes
/// `[n, horizon, levels]`
pub(super) fn patch(scope: &Scope, batch: &Batch, item: &Tensor, sizes: &Sizes) -> Result<Tensor> {
    let past = batch["past"].cast(item.dtype())?;
    let (n, context) = (past.dim(0)?, sizes.context);
    // The oldest steps that fill no patch are left out.
    let patches = context / sizes.patch;
    let width = sizes.patch * sizes.past;
    let whole = past.narrow(1, context - patches * sizes.patch, context)?;
    let whole = whole.reshape([n, patches, width])?;
    let heads = (sizes.hidden / HEAD).max(1);
    let features = heads * (sizes.hidden / heads);
    let tokens = Linear::new(&scope.child("embed"), width, features)?.forward(&whole)?;
    let own = Linear::new(&scope.child("item"), item.dim(1)?, features)?.forward(item)?;
    let tokens = tokens.add(&own.unsqueeze(1)?)?;
    let position = LearnedPosition::new(&scope.child("position"), patches, features)?;
    let mut tokens = position.forward(&tokens)?;
    let mut config = TransformerBlockConfig::vision(features, heads, 2);
    config.dropout = sizes.dropout;
    for layer in 0..sizes.layers {
        let block = TransformerBlock::new(&scope.child("layers").child(layer), config)?;
        tokens = block.forward(&tokens, None)?;
    }
    let tokens = LayerNorm::new(&scope.child("norm"), features)?.forward(&tokens)?;
    let flat = tokens.reshape([n, patches * features])?;
    let flat = Dropout::new(&scope.child("drop"), sizes.dropout).forward(&flat)?;
    let out = sizes.horizon * OF_STEP;
    let steps = Linear::new(&scope.child("steps"), patches * features, out)?.forward(&flat)?;
    let steps = steps.reshape([n, sizes.horizon, OF_STEP])?;
    step_decoder(&scope.child("head"), batch, &steps, item, sizes)
}
