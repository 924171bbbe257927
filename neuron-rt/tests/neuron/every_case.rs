//! Every case on the stand-in, compiled by its own compiler: forward and differentiated.

use crate::machine::Machine;
use crate::support::cases;
use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_rt::graph::{DType, Graph, Literal};
use neuron_rt::{Device, RunError, compile};

/// What the stand-in gives other than the reference; nothing where the graph meets a documented
/// limit.
fn disagreement(graph: &Graph, inputs: &[Literal], device: &Device) -> Result<(), Option<String>> {
    match compile(graph, device) {
        Err(RunError::Unsupported { .. }) => return Err(None),
        Err(error) => return Err(Some(error.to_string())),
        Ok(_) => {}
    }
    let found = run(graph, device, inputs);
    for (found, expected) in found.iter().zip(&run(graph, &Device::Reference, inputs)) {
        let tolerance = match expected.ty().dtype {
            DType::F32 => Tolerance { of_largest: 1e-5, of_element: 0.0, scale: 0.0 },
            DType::BF16 => Tolerance { of_largest: 2e-2, of_element: 0.0, scale: 0.0 },
            _ => Tolerance::EXACT,
        };
        if let Some(wrong) = difference(found, expected, tolerance) {
            return Err(Some(wrong));
        }
    }
    Ok(())
}

fn check(graphs: impl Iterator<Item = (String, Graph, Vec<Literal>)>, most_refused: usize) {
    let machine = Machine::new();
    let device = Device::Neuron(machine.device());
    let (mut wrong, mut refused) = (Vec::new(), Vec::new());
    for (name, graph, inputs) in graphs {
        match disagreement(&graph, &inputs, &device) {
            Ok(()) => {}
            Err(None) => refused.push(name),
            Err(Some(what)) => wrong.push(format!("`{name}`: {what}")),
        }
    }
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
    assert!(refused.len() <= most_refused, "refused: {refused:?}");
}

#[test]
fn forward_in_f32() {
    check(
        cases::all()
            .into_iter()
            .map(|case| (case.name.clone(), case.forward(DType::F32), case.inputs(DType::F32))),
        20,
    );
}

#[test]
fn forward_in_bf16() {
    check(
        cases::all()
            .into_iter()
            .map(|case| (case.name.clone(), case.forward(DType::BF16), case.inputs(DType::BF16))),
        20,
    );
}

#[test]
fn gradients_in_f32() {
    check(
        cases::all().into_iter().filter(|case| case.orders > 0).map(|case| {
            let graph = case.loss_graph(DType::F32, 1, true).graph;
            (case.name.clone(), graph, case.inputs(DType::F32))
        }),
        20,
    );
}
