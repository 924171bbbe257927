use super::item::at_each;
use crate::forecasts::Sizes;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Activation, Dropout, Init, Linear, LinearConfig, Scope};
use neuron_train::trainer::Batch;

/// From what is known of each step of the future, of the item and of the past, one number a quantile: the same two layers
/// at every step, so that a promotion does the same whenever it comes (the temporal decoder of Das et al., *TiDE*, 2023).
///
/// # Shapes
/// `past: [n, horizon, features]`, `item: [n, features]` → `[n, horizon, levels]`
pub(super) fn step_decoder(
    scope: &Scope,
    batch: &Batch,
    past: &Tensor,
    item: &Tensor,
    sizes: &Sizes,
) -> Result<Tensor> {
    let future = batch["future"].cast(past.dtype())?;
    let known = Tensor::concat(&[past, &future, &at_each(item, sizes.horizon)?], -1)?;
    let inputs = known.dim(2)?;
    let inner = Linear::new(&scope.child("fc1"), inputs, sizes.hidden)?.forward(&known)?;
    let inner = Activation::Gelu.forward(&inner)?;
    let inner = Dropout::new(&scope.child("drop"), sizes.dropout).forward(&inner)?;
    small(&scope.child("fc2"), sizes.hidden, sizes.levels.len())?.forward(&inner)
}

/// A linear layer that at first says next to nothing, so that training begins at the reference.
pub(super) fn small(scope: &Scope, inputs: usize, outputs: usize) -> Result<Linear> {
    let weight = Init::Normal { mean: 0.0, std: 0.02 / (inputs as f64).sqrt() };
    let config =
        LinearConfig { weight_init: Some(weight), bias_init: Some(Init::Zeros), bias: true };
    Linear::with(scope, inputs, outputs, config)
}
