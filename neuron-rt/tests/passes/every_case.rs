//! Every case optimised, pass by pass and by all of them, against the case as it was recorded.

use crate::support::cases;
use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Graph, Literal, passes};

type Pass = fn(&Graph) -> Graph;

const PASSES: [(&str, Pass); 6] = [
    ("fold_constants", passes::fold_constants),
    ("simplify_identities", passes::simplify_identities),
    ("share_common_subexpressions", passes::share_common_subexpressions),
    ("remove_dead_code", passes::remove_dead_code),
    ("inline", |graph| passes::inline(graph, &|_, _| false)),
    ("optimise", passes::optimise),
];

/// Folding computes in f64 and rounds once, which may be one rounding better than the device.
const CLOSE: Tolerance = Tolerance { of_largest: 1e-13, of_element: 0.0, scale: 0.0 };

fn changes(name: &str, graph: &Graph, inputs: &[Literal], wrong: &mut Vec<String>) {
    let expected = run(graph, &Device::Reference, inputs);
    for (pass, apply) in PASSES {
        let found = run(&apply(graph), &Device::Reference, inputs);
        for (output, (found, expected)) in graph.outputs().iter().zip(found.iter().zip(&expected)) {
            if let Some(what) = difference(found, expected, CLOSE) {
                wrong.push(format!("{pass} of `{name}`, {}: {what}", output.name));
            }
        }
    }
}

#[test]
fn no_pass_changes_what_a_case_computes() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        changes(&case.name, &case.forward(DType::F64), &case.inputs(DType::F64), &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_pass_changes_a_gradient() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        for order in 1..=case.orders {
            let graph = case.loss_graph(DType::F64, order, true).graph;
            changes(&case.name, &graph, &case.inputs(DType::F64), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
