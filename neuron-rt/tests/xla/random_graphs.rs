//! Random graphs, forward and differentiated.

use crate::judge::disagreement;
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use neuron_rt::graph::{DType, Graph, Tensor};

/// Of all values of a recipe.
const SCALE: f64 = 1.0;

fn same(graph: &Graph, recipe: &Recipe) -> Result<(), String> {
    match disagreement(graph, &recipe.literals, SCALE) {
        None => Ok(()),
        Some(wrong) => Err(format!("{wrong}\n{}", graph.to_text())),
    }
}

#[test]
fn forward_in_f32() {
    check(256, 40, |words| {
        let recipe = Recipe::cook(words, DType::F32, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

#[test]
fn forward_in_f64() {
    check(128, 60, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        same(&recipe.graph(false), &recipe)
    });
}

#[test]
fn gradients_in_f64() {
    check(128, 40, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        let gradients =
            recipe.loss().gradients(&recipe.float_inputs()).map_err(|e| e.to_string())?;
        let names: Vec<String> = (0..gradients.len()).map(|i| format!("g{i}")).collect();
        let outputs: Vec<(&str, &Tensor)> = names
            .iter()
            .zip(&gradients)
            .filter_map(|(name, gradient)| Some((name.as_str(), gradient.as_ref()?)))
            .collect();
        same(&recipe.builder.finish(&outputs).unwrap(), &recipe)
    });
}
