//! From a graph to bytes and back.

use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Graph, Literal};
use neuron_rt::neuron::hlo;

fn tolerance(dtype: DType, scale: f64) -> Tolerance {
    match dtype {
        // 16-bit types are rounded after every operation that is lowered to several.
        DType::BF16 => Tolerance { of_largest: 2e-2, of_element: 0.0, scale },
        DType::F16 => Tolerance { of_largest: 2e-3, of_element: 0.0, scale },
        _ => Tolerance::between_executors(dtype).among(scale),
    }
}

/// In what a graph differs from the one that is read from its lowering, if in anything.
pub(crate) fn disagreement(graph: &Graph, inputs: &[Literal], scale: f64) -> Option<String> {
    let bytes = hlo::lower(graph, "graph").to_bytes();
    let again = match hlo::read(&bytes) {
        Ok(again) => again,
        Err(error) => return Some(error.to_string()),
    };
    let expected = run(graph, &Device::Reference, inputs);
    let found = run(&again, &Device::Reference, inputs);
    let wrong: Vec<String> = graph
        .outputs()
        .iter()
        .zip(found.iter().zip(&expected))
        .filter_map(|(output, (found, expected))| {
            let wrong = difference(found, expected, tolerance(expected.ty().dtype, scale));
            wrong.map(|wrong| format!("{}: {wrong}", output.name))
        })
        .collect();
    if found.len() != expected.len() {
        return Some(format!("found {} outputs, expected {}", found.len(), expected.len()));
    }
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}
