//! Which memory an execution reads and writes.

use std::collections::BTreeMap;
use std::iter::zip;

use super::super::library::Library;
use super::super::model::Model;
use super::super::status::{Outcome, Status};
use super::super::tensor::View;
use super::super::tensor_set::TensorSet;
use crate::hlo::{Alias, Port, Tensor};

/// The memory of the inputs and outputs, in the order of the module. What has no elements has no memory.
#[derive(Debug)]
pub(super) struct Binding<'a> {
    inputs: Vec<(&'a Port, Option<View>)>,
    outputs: Vec<(&'a Port, Option<View>)>,
}

/// A tensor of a set: its handle, and its memory.
type Bound = Option<(usize, View)>;

impl<'a> Binding<'a> {
    /// Finds each input and output by its name and checks that it fits.
    ///
    /// # Errors
    /// A name is missing or unknown, a size is wrong, a tensor is freed or lies on another core, an output does not
    /// share the memory of the input that it is an alias of, or shares that of another.
    pub(super) fn new(
        library: &Library,
        model: &'a Model,
        inputs: &TensorSet,
        outputs: &TensorSet,
    ) -> Outcome<Binding<'a>> {
        let (parameters, results) = (model.module.parameters(), model.module.results());
        let inputs = find(library, model, "input", parameters, inputs)?;
        let outputs = find(library, model, "output", results, outputs)?;
        let fail = |message| Err(bad_input(library, model, message));
        if let Some(message) = wrong_alias(model.module.aliases(), &inputs, &outputs, results) {
            return fail(message);
        }
        let memory = |bound: Bound| bound.map(|(_, view)| view);
        let binding = Binding {
            inputs: zip(parameters, inputs.into_iter().map(memory)).collect(),
            outputs: zip(results, outputs.into_iter().map(memory)).collect(),
        };
        // From here on `drop` takes it back.
        binding.views().for_each(|view| view.storage.begin_execution());
        if let Some(message) = binding.wrong_overlap(model.module.aliases()) {
            return fail(message);
        }
        Ok(binding)
    }

    /// What the inputs hold.
    pub(super) fn tensors(&self) -> Vec<Tensor> {
        let tensor = |(port, view): &(&Port, Option<View>)| {
            let bytes = view.as_ref().map_or_else(Vec::new, View::to_vec);
            Tensor::new(port.element, &port.dims, bytes)
        };
        self.inputs.iter().map(tensor).collect()
    }

    /// Writes the outputs.
    pub(super) fn write(&self, results: &[Tensor]) {
        for ((_, view), result) in zip(&self.outputs, results) {
            if let Some(view) = view {
                view.write(&result.bytes);
            }
        }
    }

    /// Sets all bytes of the outputs.
    pub(super) fn fill(&self, value: u8) {
        self.outputs.iter().filter_map(|(_, view)| view.as_ref()).for_each(|view| view.fill(value));
    }

    /// An output in the memory of something that it is no alias of.
    fn wrong_overlap(&self, aliases: &[Alias]) -> Option<String> {
        for (number, (result, view)) in self.outputs.iter().enumerate() {
            let Some(view) = view else { continue };
            let is_alias = |parameter: usize| {
                aliases.iter().any(|alias| (alias.output, alias.parameter) == (number, parameter))
            };
            let inputs = self.inputs.iter().enumerate().filter(|(index, _)| !is_alias(*index));
            let others = self.outputs[..number].iter();
            let bound = inputs.map(|(_, bound)| bound).chain(others);
            for (other, memory) in bound {
                if memory.as_ref().is_some_and(|memory| memory.overlaps(view)) {
                    let (first, second) = (&other.name, &result.name);
                    return Some(format!("`{first}` and the output `{second}` share memory"));
                }
            }
        }
        None
    }

    fn views(&self) -> impl Iterator<Item = &View> {
        self.inputs.iter().chain(&self.outputs).filter_map(|(_, view)| view.as_ref())
    }
}

impl Drop for Binding<'_> {
    fn drop(&mut self) {
        self.views().for_each(|view| view.storage.end_execution());
    }
}

/// Finds a tensor for each port that has elements.
fn find(
    library: &Library,
    model: &Model,
    kind: &str,
    ports: &[Port],
    set: &TensorSet,
) -> Outcome<Vec<Bound>> {
    let mut members: BTreeMap<String, usize> = set.members();
    let mut bound = Vec::new();
    for port in ports {
        if port.bytes == 0 {
            bound.push(None);
            continue;
        }
        let name = &port.name;
        let Some(handle) = members.remove(name) else {
            return Err(bad_input(library, model, format!("the {kind} `{name}` is missing")));
        };
        let tensor = library.tensors.get(std::ptr::with_exposed_provenance(handle))?;
        let view = tensor.view()?;
        if view.size != port.bytes {
            let (size, expected) = (view.size, port.bytes);
            let message = format!("the {kind} `{name}` has {size} bytes, expected {expected}");
            return Err(bad_input(library, model, message));
        }
        let (own, core) = (model.core().number, view.core().map(|core| core.number));
        if let Some(core) = core.filter(|&core| core != own) {
            let message = format!("the {kind} `{name}` lies on core {core}, the model on {own}");
            return Err(Status::INVALID.because(message));
        }
        bound.push(Some((handle, view)));
    }
    if let Some(name) = members.keys().next() {
        return Err(bad_input(library, model, format!("the model has no {kind} `{name}`")));
    }
    Ok(bound)
}

/// An output that is not the tensor of the input that it is an alias of.
fn wrong_alias(
    aliases: &[Alias],
    inputs: &[Bound],
    outputs: &[Bound],
    results: &[Port],
) -> Option<String> {
    let wrong = aliases.iter().find(|alias| {
        let handle = |bound: &Bound| bound.as_ref().map(|(handle, _)| *handle);
        let input = inputs.get(alias.parameter).and_then(handle);
        let output = outputs.get(alias.output).and_then(handle);
        input != output
    })?;
    let name = &results.get(wrong.output)?.name;
    Some(format!(
        "the output `{name}` must be the very tensor of the input that it is updated from"
    ))
}

/// The documentation names two codes for such an error: `NEURON_SIM_BAD_INPUT_STATUS` chooses.
fn bad_input(library: &Library, model: &Model, message: String) -> super::super::status::Failure {
    let status = match library.settings.text("NEURON_SIM_BAD_INPUT_STATUS").as_deref() {
        Some("1002") => Status::EXEC_BAD_INPUT,
        _ => Status::INVALID,
    };
    status.because(format!("`{}`: {message}", model.name))
}
