//! Random graphs.

use crate::round_trip::disagreement;
use crate::support::property::check;
use crate::support::recipe::{Recipe, Steps};
use neuron_rt::graph::DType;

#[test]
fn random_graphs_come_back() {
    check(192, 40, |words| {
        let recipe = Recipe::cook(words, DType::F64, Steps::All);
        let graph = recipe.graph(false);
        match disagreement(&graph, &recipe.literals, 1.0) {
            None => Ok(()),
            Some(wrong) => Err(format!("{wrong}\n{}", graph.to_text())),
        }
    });
}
