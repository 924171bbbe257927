//! The graph of a training step, whole or shared.

use super::feed;
use super::objective::{Forward, Objective};
use super::team::ROLL_CALL;
use super::{TrainError, TrainerConfig};
use neuron_data::examples::Examples;
use neuron_rt::Device;
use neuron_rt::nn::{self, Ema, Loss, StepOptions, TrainingStep};

/// How many share each batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Processes that train together.
    pub processes: usize,
    /// Devices of each of them.
    pub devices: usize,
}

impl Sharing {
    /// Those who share a batch in a training on `device`.
    #[must_use]
    pub fn of(device: &Device) -> Self {
        let processes = device.process().map_or(1, |process| process.world as usize);
        Self { processes, devices: device.replicas().len() }
    }

    /// How many devices there are in all.
    #[must_use]
    pub const fn replicas(self) -> usize {
        self.processes * self.devices
    }
}

/// Records the graph of a training step.
///
/// # Errors
/// What recording meets; the error names the layer.
pub fn training_step(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
) -> Result<TrainingStep, TrainError> {
    record(config, objective, examples, 1, Sharing { processes: 1, devices: 1 })
}

/// Records the step of one of several devices, for its share of each batch.
///
/// # Errors
/// [`TrainError::Setting`] where the batch cannot be cut into equal shares; else as
/// [`training_step`].
pub fn shared_step(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
    sharing: Sharing,
) -> Result<TrainingStep, TrainError> {
    let replicas = sharing.replicas();
    if replicas == 0 || !config.batch_size.is_multiple_of(replicas) {
        return Err(TrainError::Setting {
            key: "batch_size",
            found: config.batch_size.to_string(),
            expected: "a multiple of the number of cores that share it",
        });
    }
    record(config, objective, examples, replicas, sharing)
}

/// Records the step for the share of a process: what its devices are given and give together.
pub(super) fn process_step(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
    sharing: Sharing,
) -> Result<TrainingStep, TrainError> {
    record(config, objective, examples, sharing.processes, sharing)
}

fn record(
    config: &TrainerConfig,
    objective: &dyn Objective,
    examples: &dyn Examples,
    parts: usize,
    sharing: Sharing,
) -> Result<TrainingStep, TrainError> {
    let options = StepOptions {
        optimiser: config.optimiser(),
        clip_norm: (config.clip_norm > 0.0).then_some(config.clip_norm),
        accumulate: config.accumulate,
        ema: (config.ema > 0.0).then_some(Ema { decay: config.ema, warm_up: true }),
        policy: config.precision.policy(),
        replicas: sharing.replicas(),
        roll_call: if sharing.processes > 1 { ROLL_CALL } else { 0 },
        ..StepOptions::default()
    };
    let fields = feed::fields(examples, config.batch_size * config.accumulate / parts);
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
