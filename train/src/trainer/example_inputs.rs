//! Inputs with which a graph can be run by itself: for another program, or to compare two devices.

use super::feed::Feed;
use super::{TrainError, TrainerConfig};
use neuron_data::examples::{Draw, Examples};
use neuron_data::loading::{Batch, Loader, LoaderOptions};
use neuron_data::sampling::epoch_order;
use neuron_rt::Buffer;
use neuron_rt::graph::Graph;
use neuron_rt::nn::TrainingStep;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the first step of a run is given, by the names of the graph's inputs: the weights and states
/// that the seed draws, the first batch, and the scalars of step 1.
///
/// # Errors
/// Where an example cannot be loaded.
pub fn step_inputs(
    config: &TrainerConfig,
    step: &TrainingStep,
    examples: &Arc<dyn Examples>,
) -> Result<BTreeMap<String, Buffer>, TrainError> {
    let size = config.batch_size * config.accumulate;
    let draw = Draw { seed: config.seed, epoch: 0, augment: true };
    let order = epoch_order(examples.len(), config.seed, 0);
    let mut feed = Feed::default();
    first(examples, order, draw, size)?.iter().for_each(|batch| feed.batch(batch));
    let steps = u64::from(config.epochs) * examples.len().div_ceil(size) as u64;
    let rate = config.learning_rate * config.schedule_over(steps).factor(0, steps);
    feed.step(1, rate, config.seed);
    let mut inputs = step.initial(config.seed);
    inputs.extend(feed.inputs);
    Ok(inputs)
}

/// What the evaluation of the first `batch` examples is given before anything is trained, by the
/// names of the inputs of `graph`, which is the model of `step`.
///
/// # Errors
/// Where an example cannot be loaded.
pub fn evaluation_inputs(
    config: &TrainerConfig,
    step: &TrainingStep,
    graph: &Graph,
    examples: &Arc<dyn Examples>,
    batch: usize,
) -> Result<BTreeMap<String, Buffer>, TrainError> {
    let draw = Draw { seed: 0, epoch: 0, augment: false };
    let order = (0..examples.len()).collect();
    let mut feed = Feed::default();
    first(examples, order, draw, batch)?.iter().for_each(|batch| feed.batch(batch));
    let mut inputs = step.initial(config.seed);
    inputs.retain(|name, _| graph.inputs().iter().any(|input| input.name == *name));
    inputs.extend(feed.inputs);
    Ok(inputs)
}

/// The first batch, where there are examples at all.
fn first(
    examples: &Arc<dyn Examples>,
    order: Vec<usize>,
    draw: Draw,
    batch_size: usize,
) -> Result<Option<Batch>, TrainError> {
    let options = LoaderOptions { batch_size, workers: 0, ..LoaderOptions::default() };
    Ok(Loader::new(examples.clone(), order, draw, options).next().transpose()?)
}
