//! Between the device's buffers and files.

use super::TrainError;
use crate::checkpoint::{TensorFile, TensorGroup, TensorSlice, dtype, save_safetensors};
use neuron_rt::graph::TensorType;
use neuron_rt::nn::TrainingStep;
use neuron_rt::{Buffer, Resident};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files of a checkpoint: the weights by themselves, as any tool wants them, and the rest.
pub(super) const MODEL: &str = "model.safetensors";
const STATE: &str = "state.safetensors";

/// Weights and states with their bytes on the host.
pub(super) type Hosted<'a> = BTreeMap<&'a str, Cow<'a, Buffer>>;

/// What evaluation needs: parameters and the model's own states. What the optimiser keeps of a
/// parameter is named `kind/parameter`.
pub(super) fn model_names(step: &TrainingStep) -> BTreeSet<String> {
    let parameters = step.parameters.iter().map(|spec| &spec.name);
    let states = step.states.iter().map(|spec| &spec.name).filter(|name| !name.contains('/'));
    parameters.chain(states).cloned().collect()
}

/// Everything on the host: what lies on a device is copied.
///
/// # Errors
/// Where the device fails.
pub(super) fn to_host(resident: &Resident) -> Result<Hosted<'_>, TrainError> {
    resident.iter().map(|(name, buffer)| Ok((name.as_str(), buffer.to_host()?))).collect()
}

/// The groups of a checkpoint: weights and model states, then what only training needs.
pub(super) fn groups<'a>(host: &'a Hosted<'_>, model: &BTreeSet<String>) -> [TensorGroup<'a>; 2] {
    let (of_model, rest): (Vec<_>, Vec<_>) = host
        .iter()
        .map(|(&name, buffer)| (name, TensorSlice::of(name, buffer)))
        .partition(|(name, _)| model.contains(*name));
    let plain = |list: Vec<(&str, TensorSlice<'a>)>| list.into_iter().map(|(_, s)| s).collect();
    [TensorGroup::new(MODEL, plain(of_model)), TensorGroup::new(STATE, plain(rest))]
}

/// The buffers of a run that begins: drawn by its seed, but for those of `start`.
///
/// # Errors
/// Where `start` has what the model has not, or has it in another shape.
pub(super) fn begin(
    step: &TrainingStep,
    seed: u64,
    start: &Resident,
) -> Result<Resident, TrainError> {
    let parameters = step.parameters.iter().map(|spec| (&spec.name, spec.ty()));
    let states = step.states.iter().map(|spec| (&spec.name, spec.ty.clone()));
    let known: BTreeMap<&String, TensorType> = parameters.chain(states).collect();
    for (name, buffer) in start {
        let expected =
            known.get(name).map_or_else(|| "no such weight".to_owned(), ToString::to_string);
        let found = buffer.ty().to_string();
        if found != expected {
            return Err(TrainError::Start { name: name.clone(), found, expected });
        }
    }
    Ok(step.initial_from(seed, start))
}

/// The buffers of a checkpoint.
///
/// # Errors
/// Where a tensor is missing or of another type.
pub(super) fn restore(
    step: &TrainingStep,
    files: &mut BTreeMap<String, TensorFile>,
    model: &BTreeSet<String>,
) -> Result<Resident, TrainError> {
    let parameters = step.parameters.iter().map(|spec| (&spec.name, spec.ty()));
    let states = step.states.iter().map(|spec| (&spec.name, spec.ty.clone()));
    let mut resident = Resident::new();
    for (name, ty) in parameters.chain(states) {
        let file = if model.contains(name) { MODEL } else { STATE };
        let Some(tensors) = files.get_mut(file) else { continue };
        let bytes = tensors.take(name, dtype(ty.dtype), &ty.shape)?;
        resident.insert(name.clone(), Buffer::from_slice(ty, &bytes));
    }
    Ok(resident)
}

/// Weights as one file with metadata.
///
/// # Errors
/// Where the file cannot be written.
pub(super) fn export(
    path: &Path,
    weights: &BTreeMap<&str, &Buffer>,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TrainError> {
    let tensors: Vec<TensorSlice<'_>> =
        weights.iter().map(|(name, buffer)| TensorSlice::of(name, buffer)).collect();
    Ok(save_safetensors(path, &tensors, metadata)?)
}
