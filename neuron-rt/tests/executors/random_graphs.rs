//! Random graphs, forward, differentiated, and written into their own inputs.

use crate::support::agree::{compare, disagreement};
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use crate::support::run::run;
use neuron_rt::graph::{DType, Graph, Tensor};
use neuron_rt::{Argument, Buffer, Device, compile};

/// Of all values of a recipe.
const SCALE: f64 = 1.0;

fn same(graph: &Graph, recipe: &Recipe) -> Result<(), String> {
    match disagreement(graph, &recipe.literals, SCALE) {
        None => Ok(()),
        Some(wrong) => Err(format!("{wrong}\n{}", graph.to_text())),
    }
}

#[test]
fn forward_in_f64() {
    check(768, 60, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

#[test]
fn forward_in_f32() {
    check(768, 40, |words| {
        let recipe = Recipe::cook(words, DType::F32, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

fn gradients(words: &[u32], steps: Steps) -> Result<(), String> {
    let recipe = Recipe::cook(words, DType::F64, steps);
    let gradients = recipe.loss().gradients(&recipe.float_inputs()).map_err(|e| e.to_string())?;
    let names: Vec<String> = (0..gradients.len()).map(|i| format!("g{i}")).collect();
    let outputs: Vec<(&str, &Tensor)> = names
        .iter()
        .zip(&gradients)
        .filter_map(|(name, gradient)| Some((name.as_str(), gradient.as_ref()?)))
        .collect();
    same(&recipe.builder.finish(&outputs).unwrap(), &recipe)
}

#[test]
fn gradients_in_f64() {
    check(384, 40, |words| gradients(words, Steps::All));
}

/// Hundreds of nodes, in groups that would wait for one another were they joined carelessly.
#[test]
fn gradients_of_large_graphs() {
    check(48, 400, |words| gradients(words, Steps::All));
}

/// Every input is given away, and some outputs take over the memory of some inputs.
#[test]
fn in_place_of_their_inputs() {
    check(768, 40, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        let graph = recipe.graph(true);
        let expected = run(&graph, &Device::Reference, &recipe.literals);
        for device in [Device::Reference, Device::Cpu] {
            let given = recipe.literals.iter().map(|l| Argument::Donated(Buffer::from_literal(l)));
            let found = compile(&graph, &device).unwrap().run(given.collect()).unwrap();
            let found: Vec<_> = found.iter().map(Buffer::to_literal).collect();
            if let Some(wrong) = compare(&graph, &found, &expected, SCALE) {
                return Err(format!("{device}: {wrong}\n{}", graph.to_text()));
            }
        }
        Ok(())
    });
}
