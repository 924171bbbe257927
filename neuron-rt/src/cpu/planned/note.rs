//! What a step of a plan is, in words and numbers.

use super::schedule::Unit;
use crate::executable::StepNote;
use crate::graph::{Graph, Op};
use std::collections::BTreeMap;

/// What the step of a unit does.
pub(super) fn of_unit(graph: &Graph, unit: &Unit) -> StepNote {
    let nodes = || unit.nodes.iter().map(|&node| &graph.nodes()[node]);
    let flops = nodes().map(|node| graph.node_cost(node).flops).sum();
    // The layer of the last node: what a fused kernel is for.
    let layer = nodes().next_back().map(|node| graph.layer(node)).unwrap_or_default();
    let op = if unit.elementwise { fused(graph, unit) } else { name(graph, unit.nodes[0]) };
    StepNote { op, layer: layer.to_owned(), flops, bytes: 0 }
}

/// A copy on behalf of a layer.
pub(super) fn copy(layer: &str) -> StepNote {
    StepNote { op: "copy".to_owned(), layer: layer.to_owned(), ..StepNote::default() }
}

/// An operation with its extents, where they say how hard it is.
fn name(graph: &Graph, node: usize) -> String {
    let node = &graph.nodes()[node];
    let extents = |value: crate::graph::ValueId| {
        let shape = &graph.ty(value).shape;
        shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("x")
    };
    match &node.op {
        Op::MatMul { ta, tb } => {
            let mark = |transposed: bool| if transposed { "^T" } else { "" };
            let [a, b] = [extents(node.inputs[0]), extents(node.inputs[1])];
            format!("matmul {a}{} {b}{}", mark(*ta), mark(*tb))
        }
        Op::Composite(composite) => format!("{} {}", composite.name, extents(node.inputs[0])),
        op => match node.inputs.first() {
            Some(&first) => format!("{} {}", op.name(), extents(first)),
            None => op.name().to_owned(),
        },
    }
}

/// The operations of a fused kernel, counted.
fn fused(graph: &Graph, unit: &Unit) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for &node in &unit.nodes {
        *counts.entry(graph.nodes()[node].op.name()).or_default() += 1;
    }
    let shape = &graph.ty(graph.nodes()[unit.nodes[0]].outputs[0]).shape;
    let extents = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("x");
    let each = counts.iter().map(|(name, count)| match count {
        1 => (*name).to_owned(),
        count => format!("{count} {name}"),
    });
    format!("{} {extents}", each.collect::<Vec<_>>().join(" + "))
}
