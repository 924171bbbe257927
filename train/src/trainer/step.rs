//! The graph of a training step.

use super::feed;
use super::objective::{Forward, Objective};
use super::{TrainError, TrainerConfig};
use neuron_data::examples::Examples;
use neuron_rt::nn::{self, Ema, Loss, StepOptions, TrainingStep};

/// Records the graph of a training step.
///
/// # Errors
/// What recording meets; the error names the layer.
pub fn training_step(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
) -> Result<TrainingStep, TrainError> {
    record(config, objective, examples, 1)
}

/// Records the step of one of several devices that share each batch.
///
/// # Errors
/// [`TrainError::Setting`] where the batch cannot be cut into equal shares; else as
/// [`training_step`].
pub fn shared_step(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
    replicas: usize,
) -> Result<TrainingStep, TrainError> {
    if replicas == 0 || !config.batch_size.is_multiple_of(replicas) {
        return Err(TrainError::Setting {
            key: "batch_size",
            found: config.batch_size.to_string(),
            expected: "a multiple of the number of cores that share it",
        });
    }
    record(config, objective, examples, replicas)
}

fn record(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
    replicas: usize,
) -> Result<TrainingStep, TrainError> {
    let options = StepOptions {
        optimiser: config.optimiser(),
        clip_norm: (config.clip_norm > 0.0).then_some(config.clip_norm),
        accumulate: config.accumulate,
        ema: (config.ema > 0.0).then_some(Ema { decay: config.ema, warm_up: true }),
        policy: config.precision.policy(),
        replicas,
        ..StepOptions::default()
    };
    let fields = feed::fields(examples, config.batch_size * config.accumulate / replicas);
    Ok(nn::training_step(&options, &fields, &|scope, batch| {
        let Forward { losses, .. } = objective.forward(scope, batch)?;
        let weight = &batch[feed::SAMPLE_WEIGHT];
        Ok(Loss {
            sum: losses.mul(weight)?.sum_all()?,
            weight: weight.sum_all()?,
            outputs: Vec::new(),
        })
    })?)
}
