//! Which weights a network has.

use crate::{CallNetworkError, GenotypeNetwork, LabelledCalls, NetworkConfig};
use neuron_rt::Resident;
use neuron_rt::graph::TensorType;
use neuron_rt::nn::TrainingStep;
use neuron_train::trainer::{TrainerConfig, training_step};
use std::collections::BTreeMap;

fn step(config: &NetworkConfig) -> Result<TrainingStep, CallNetworkError> {
    let network = GenotypeNetwork { config: config.clone() };
    let examples = LabelledCalls { config: config.clone(), calls: Vec::new() };
    let trainer = TrainerConfig { batch_size: 1, ..TrainerConfig::default() };
    Ok(training_step(&trainer, &network, &examples)?)
}

/// Names and types.
pub(crate) fn parameters(
    config: &NetworkConfig,
) -> Result<BTreeMap<String, TensorType>, CallNetworkError> {
    let step = step(config)?;
    Ok(step.parameters.iter().map(|spec| (spec.name.clone(), spec.ty())).collect())
}

/// What training begins with.
pub(crate) fn first_weights(
    config: &NetworkConfig,
    seed: u64,
) -> Result<Resident, CallNetworkError> {
    let step = step(config)?;
    let mut all = step.initial(seed);
    all.retain(|name, _| step.parameters.iter().any(|spec| spec.name == *name));
    Ok(all)
}
