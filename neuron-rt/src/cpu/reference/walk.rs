//! From node to node.

use super::{dispatch, finite};
use crate::executable::RunError;
use crate::graph::{Graph, Node, Op};
use candle_core::{Device, Tensor};

/// How graphs are walked.
pub(super) struct Walk {
    /// Where candle computes.
    pub(super) device: Device,
    /// Whether every float is looked at.
    pub(super) checked: bool,
}

/// The node at work, for errors.
pub(super) struct Site<'a> {
    graph: &'a Graph,
    node: &'a Node,
}

impl Site<'_> {
    fn layer(&self) -> String {
        self.graph.layer_label(self.node.layer)
    }

    fn op(&self) -> String {
        match &self.node.op {
            Op::Input(number) => format!("input {}", self.graph.inputs()[*number].name),
            op => op.name().to_owned(),
        }
    }

    pub(super) fn failed(&self, why: &candle_core::Error) -> RunError {
        RunError::Failed { layer: self.layer(), op: self.op(), why: why.to_string() }
    }

    pub(super) fn not_finite(&self, what: &'static str) -> RunError {
        RunError::NotFinite { layer: self.layer(), op: self.op(), what }
    }
}

/// How often each value is read, by nodes that an output depends on and by the outputs.
pub(super) fn readers(graph: &Graph) -> Vec<usize> {
    let mut count = vec![0; graph.value_count()];
    for output in graph.outputs() {
        count[output.value.index()] += 1;
    }
    for node in graph.nodes().iter().rev() {
        if node.outputs.iter().any(|v| count[v.index()] > 0) {
            for value in &node.inputs {
                count[value.index()] += 1;
            }
        }
    }
    count
}

impl Walk {
    /// The outputs of a graph.
    pub(super) fn run(
        &self,
        graph: &Graph,
        arguments: Vec<Tensor>,
    ) -> Result<Vec<Tensor>, RunError> {
        let mut readers = readers(graph);
        let mut values: Vec<Option<Tensor>> = vec![None; graph.value_count()];
        let mut arguments: Vec<Option<Tensor>> = arguments.into_iter().map(Some).collect();
        for node in graph.nodes() {
            if node.outputs.iter().all(|v| readers[v.index()] == 0) {
                continue;
            }
            let site = Site { graph, node };
            let args: Vec<Tensor> =
                node.inputs.iter().filter_map(|v| values[v.index()].clone()).collect();
            for value in &node.inputs {
                readers[value.index()] -= 1;
                if readers[value.index()] == 0 {
                    values[value.index()] = None;
                }
            }
            let results = match node.op {
                Op::Input(number) => arguments[number].take().into_iter().collect(),
                _ => {
                    let types: Vec<_> = node.outputs.iter().map(|&v| graph.ty(v)).collect();
                    dispatch::apply(self, &site, &node.op, &args, &types)?
                }
            };
            if self.checked {
                finite::check(&site, &node.op, &args, &results)?;
            }
            for (value, result) in node.outputs.iter().zip(results) {
                if readers[value.index()] > 0 {
                    values[value.index()] = Some(result);
                }
            }
        }
        Ok(graph.outputs().iter().filter_map(|o| values[o.value.index()].clone()).collect())
    }
}
