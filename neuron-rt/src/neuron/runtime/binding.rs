//! Which of a model's tensors is which input or output of the graph.

use super::NeuronError;
use crate::graph::TensorType;
use crate::neuron::hlo::{self, Port};
use nrt_sys::types::{TensorInfo, Usage};
use std::collections::BTreeMap;
use std::ffi::CString;

/// A tensor of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) name: CString,
    pub(super) ty: TensorType,
    /// Of an input, the output that takes over its memory; of an output, the input it replaces.
    pub(super) alias: Option<usize>,
}

/// The tensors of a model in the graph's order. A tensor of no elements is not one of the model's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Binding {
    pub(super) inputs: Vec<Bound>,
    pub(super) outputs: Vec<Bound>,
}

impl Binding {
    /// Finds every input and output by name: ours, or `input0`, `output0`, … where the compiler gave
    /// its own.
    pub(super) fn new(module: &hlo::Module, tensors: &[TensorInfo]) -> Result<Self, NeuronError> {
        let side = |usage| -> BTreeMap<&str, usize> {
            let of_side = tensors.iter().filter(|tensor| tensor.usage == usage);
            of_side.map(|tensor| (tensor.name.as_str(), tensor.bytes)).collect()
        };
        let name = |port: &Port| port.neff_input_name();
        let inputs = bind("input", &module.inputs, &name, &side(Usage::INPUT))?;
        let name = |port: &Port| port.bound.clone();
        let outputs = bind("output", &module.outputs, &name, &side(Usage::OUTPUT))?;
        Ok(Self { inputs, outputs })
    }
}

fn bind(
    side: &str,
    ports: &[Port],
    name: &dyn Fn(&Port) -> String,
    tensors: &BTreeMap<&str, usize>,
) -> Result<Vec<Bound>, NeuronError> {
    let wrong = |what: String| NeuronError::Binding { what };
    let real = |port: &&Port| port.ty.bytes() > 0;
    let ours = ports.iter().filter(real).all(|port| tensors.contains_key(name(port).as_str()));
    let mut bound = Vec::with_capacity(ports.len());
    for (number, port) in ports.iter().enumerate() {
        let name = if ours { name(port) } else { format!("{side}{number}") };
        let expected = port.ty.bytes();
        if expected > 0 {
            let Some(&found) = tensors.get(name.as_str()) else {
                let names: Vec<&str> = tensors.keys().copied().take(8).collect();
                return Err(wrong(format!(
                    "{side} `{}` is neither there as `{}` nor as `{name}`; it has {}",
                    port.name,
                    self::name_of(port, side),
                    names.join(", ")
                )));
            };
            if found != expected {
                let ty = &port.ty;
                return Err(wrong(format!(
                    "{side} `{name}` ({ty}) has {found} bytes, expected {expected}"
                )));
            }
        }
        let name = CString::new(name).map_err(|_| wrong(format!("a zero in `{}`", port.name)))?;
        bound.push(Bound { name, ty: port.ty.clone(), alias: port.alias });
    }
    Ok(bound)
}

fn name_of(port: &Port, side: &str) -> String {
    if side == "input" { port.neff_input_name() } else { port.bound.clone() }
}
