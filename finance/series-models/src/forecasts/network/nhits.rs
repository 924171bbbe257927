use super::interpolation;
use super::item::at_each;
use super::step_decoder::{small, step_decoder};
use crate::forecasts::{OF_PAST, Sizes};
use neuron_rt::graph::{Literal, Result, Tensor};
use neuron_rt::nn::{Activation, Dropout, Linear, Scope};
use neuron_train::trainer::Batch;

/// Numbers that the covariates of a step become before all steps are read at once.
const COMPACT: usize = 3;
/// Numbers of the past that each step of the future is told.
const SUMMARY: usize = 8;

/// Stacks of blocks. Each sees what those before left of the past, pooled at its rate (the largest of each stretch), says
/// what it explains of it, and adds to the forecast at a rate of its own, on straight lines between its knots. What
/// covariates do at a step is added by a decoder that is the same at every step.
///
/// # Shapes
/// `[n, horizon, levels]`
pub(super) fn nhits(scope: &Scope, batch: &Batch, item: &Tensor, sizes: &Sizes) -> Result<Tensor> {
    let (horizon, context, levels) = (sizes.horizon, sizes.context, sizes.levels.len());
    let dtype = item.dtype();
    let past = batch["past"].cast(dtype)?;
    let n = past.dim(0)?;
    let mut left = past.index(2, 0)?;
    let present = past.index(2, 1)?;
    let mut shared = vec![item.clone()];
    if sizes.past > OF_PAST {
        let covariates = past.narrow(2, OF_PAST, sizes.past)?;
        let inputs = sizes.past - OF_PAST;
        let compact = Linear::new(&scope.child("past"), inputs, COMPACT)?.forward(&covariates)?;
        shared.push(compact.reshape([n, context * COMPACT])?);
    }
    let future = batch["future"].cast(dtype)?;
    let compact = Linear::new(&scope.child("future"), sizes.future, COMPACT)?.forward(&future)?;
    shared.push(compact.reshape([n, horizon * COMPACT])?);
    let mut forecast: Option<Tensor> = None;
    let mut summary = None;
    for (stack, &rate) in sizes.rates.iter().enumerate() {
        let knots = horizon.div_ceil(rate);
        let backward = context.div_ceil(rate);
        for block in 0..sizes.layers {
            let scope = scope.child("stacks").child(stack).child(block);
            let pooled = pooled(&left, rate)?;
            let mut inputs = vec![&pooled];
            inputs.extend(&shared);
            let inputs = Tensor::concat(&inputs, -1)?;
            let width = inputs.dim(1)?;
            let inner = Linear::new(&scope.child("fc1"), width, sizes.hidden)?.forward(&inputs)?;
            let inner = Activation::Relu.forward(&inner)?;
            let inner = Dropout::new(&scope.child("drop"), sizes.dropout).forward(&inner)?;
            let inner =
                Linear::new(&scope.child("fc2"), sizes.hidden, sizes.hidden)?.forward(&inner)?;
            let inner = Activation::Relu.forward(&inner)?;
            let ahead = small(&scope.child("forecast"), sizes.hidden, levels * knots)?;
            let ahead = ahead.forward(&inner)?.reshape([n, levels, knots])?;
            let ahead = between(&ahead, knots, horizon)?.swap_axes(1, 2)?;
            let is_last = stack + 1 == sizes.rates.len() && block + 1 == sizes.layers;
            if !is_last {
                let behind = small(&scope.child("backcast"), sizes.hidden, backward)?;
                let behind = between(&behind.forward(&inner)?, backward, context)?;
                // Of what is not there, nothing is left.
                left = left.sub(&behind)?.mul(&present)?;
            }
            forecast = Some(match forecast {
                None => ahead,
                Some(before) => before.add(&ahead)?,
            });
            summary = Some(inner);
        }
    }
    let zeros = || scope.builder().full(dtype, [n, sizes.hidden], 0.0);
    let summary = summary.map_or_else(zeros, Ok)?;
    let summary = Linear::new(&scope.child("summary"), sizes.hidden, SUMMARY)?.forward(&summary)?;
    let each = at_each(&Activation::Tanh.forward(&summary)?, horizon)?;
    let steps = step_decoder(&scope.child("head"), batch, &each, item, sizes)?;
    match forecast {
        None => Ok(steps),
        Some(forecast) => forecast.add(&steps),
    }
}

/// The largest of each stretch of `rate` steps, the newest stretch whole, `[n, steps / rate]`.
fn pooled(values: &Tensor, rate: usize) -> Result<Tensor> {
    let (n, steps) = (values.dim(0)?, values.dim(1)?);
    let stretches = (steps / rate).max(1);
    let kept = values.narrow(1, steps - stretches * rate.min(steps), steps)?;
    kept.reshape([n, stretches, rate.min(steps)])?.max(&[2])
}

/// Values at knots, along the last axis, on straight lines between them.
fn between(values: &Tensor, knots: usize, steps: usize) -> Result<Tensor> {
    if knots == steps {
        return Ok(values.clone());
    }
    let weights = Literal::from_f64(values.dtype(), [knots, steps], &interpolation(knots, steps))?;
    values.matmul(&values.builder().constant(weights))
}
