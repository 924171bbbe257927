use super::item::at_each;
use super::step_decoder::step_decoder;
use crate::forecasts::Sizes;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Lstm, RecurrentConfig, Scope};
use neuron_train::trainer::Batch;

/// One LSTM reads the past; another goes on from its states over what is known of the future.
///
/// # Shapes
/// `[n, horizon, levels]`
pub(super) fn lstm(scope: &Scope, batch: &Batch, item: &Tensor, sizes: &Sizes) -> Result<Tensor> {
    let read = |name: &str, steps: &Tensor, count: usize, states: Option<&[Tensor; 2]>| {
        let steps = steps.cast(item.dtype())?;
        let steps = Tensor::concat(&[&steps, &at_each(item, count)?], -1)?;
        let mut config = RecurrentConfig::new(steps.dim(2)?, sizes.hidden);
        (config.layers, config.dropout) = (sizes.layers, sizes.dropout);
        let layer = Lstm::new(&scope.child(name), config)?;
        match states {
            None => layer.forward(&steps, None),
            Some(states) => layer.forward_from(&steps, None, states),
        }
    };
    let past = read("encoder", &batch["past"], sizes.context, None)?;
    let states = [past.states[0].clone(), past.states[1].clone()];
    let future = read("decoder", &batch["future"], sizes.horizon, Some(&states))?;
    step_decoder(&scope.child("head"), batch, &future.sequence, item, sizes)
}
