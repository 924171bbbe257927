//! Random graphs optimised, against themselves as they were recorded.

use crate::support::close::{Tolerance, difference};
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use crate::support::run::run;
use neuron_rt::Device;
use neuron_rt::graph::{DType, Graph, passes};

/// Folding rounds once where the device rounds at each operation.
const CLOSE: Tolerance = Tolerance { of_largest: 1e-12, of_element: 0.0, scale: 1.0 };

#[test]
fn optimised_is_unoptimised() {
    check(192, 40, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        let graph = recipe.graph(false);
        let small = passes::optimise(&graph);
        if small.nodes().len() > graph.nodes().len() {
            return Err(format!("{} nodes of {}", small.nodes().len(), graph.nodes().len()));
        }
        let expected = run(&graph, &Device::Reference, &recipe.literals);
        let found = run(&small, &Device::Reference, &recipe.literals);
        for (found, expected) in found.iter().zip(&expected) {
            if let Some(wrong) = difference(found, expected, CLOSE) {
                return Err(format!("{wrong}\n{}\n{}", graph.to_text(), small.to_text()));
            }
        }
        Ok(())
    });
}

/// Inputs and outputs, their names, order, types and places, are no pass's business.
#[test]
fn the_interface_stays() {
    check(64, 40, |words| {
        let graph = Recipe::cook(words, DType::F32, Steps::All).graph(true);
        let face = |graph: &Graph| {
            let inputs = graph
                .inputs()
                .iter()
                .map(|i| format!("{} {:?} {}", i.name, i.role, graph.ty(i.value)));
            let outputs = graph
                .outputs()
                .iter()
                .map(|o| format!("{} {:?} {}", o.name, o.replaces, graph.ty(o.value)));
            inputs.chain(outputs).collect::<Vec<_>>()
        };
        let small = passes::optimise(&graph);
        if face(&graph) == face(&small) { Ok(()) } else { Err(small.to_text()) }
    });
}

/// What is optimised already stays as it is, and counts no more than before.
#[test]
fn twice_is_once() {
    check(96, 40, |words| {
        let graph = Recipe::cook(words, DType::F32, Steps::All).graph(false);
        let once = passes::optimise(&graph);
        let twice = passes::optimise(&once);
        if twice.nodes().len() > once.nodes().len() || once.cost().flops > graph.cost().flops {
            return Err(format!("{}\n{}", once.to_text(), twice.to_text()));
        }
        Ok(())
    });
}
