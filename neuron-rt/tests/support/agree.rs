//! Executors against the reference.

use super::close::{Tolerance, difference};
use super::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Graph, Literal};

/// What the planned executor gives other than the reference, if anything: one line an output.
/// Tolerances are among numbers of size `scale`.
pub(crate) fn disagreement(graph: &Graph, inputs: &[Literal], scale: f64) -> Option<String> {
    disagreement_within(graph, inputs, &|dtype| Tolerance::between_executors(dtype).among(scale))
}

/// The same, within a tolerance for each type.
pub(crate) fn disagreement_within(
    graph: &Graph,
    inputs: &[Literal],
    tolerance: &dyn Fn(DType) -> Tolerance,
) -> Option<String> {
    let expected = run(graph, &Device::Reference, inputs);
    let run = || run(graph, &Device::Cpu, inputs);
    let found = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(found) => found,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            return Some(format!("panicked: {}", text.unwrap_or("?")));
        }
    };
    compare_within(graph, &found, &expected, tolerance)
}

/// In which outputs of a graph what was found is not what was expected of any executor.
pub(crate) fn compare(
    graph: &Graph,
    found: &[Literal],
    expected: &[Literal],
    scale: f64,
) -> Option<String> {
    let tolerance = |dtype| Tolerance::between_executors(dtype).among(scale);
    compare_within(graph, found, expected, &tolerance)
}

fn compare_within(
    graph: &Graph,
    found: &[Literal],
    expected: &[Literal],
    tolerance: &dyn Fn(DType) -> Tolerance,
) -> Option<String> {
    let wrong: Vec<String> = graph
        .outputs()
        .iter()
        .zip(found.iter().zip(expected))
        .filter_map(|(output, (found, expected))| {
            difference(found, expected, tolerance(expected.ty().dtype))
                .map(|wrong| format!("{}: {wrong}", output.name))
        })
        .collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}
