//! Executors against the reference.

use super::close::{Tolerance, difference};
use super::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{Graph, Literal};

/// What the planned executor gives other than the reference, if anything: one line an output.
/// Tolerances are among numbers of size `scale`.
pub(crate) fn disagreement(graph: &Graph, inputs: &[Literal], scale: f64) -> Option<String> {
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
    compare(graph, &found, &expected, scale)
}

/// In which outputs of a graph what was found is not what was expected of any executor.
pub(crate) fn compare(
    graph: &Graph,
    found: &[Literal],
    expected: &[Literal],
    scale: f64,
) -> Option<String> {
    let wrong: Vec<String> = graph
        .outputs()
        .iter()
        .zip(found.iter().zip(expected))
        .filter_map(|(output, (found, expected))| {
            let tolerance = Tolerance::between_executors(expected.ty().dtype).among(scale);
            difference(found, expected, tolerance).map(|wrong| format!("{}: {wrong}", output.name))
        })
        .collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}
