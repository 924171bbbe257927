use super::rebuild::Rebuild;
use crate::graph::{Composite, Graph, Op, Scan};
use std::sync::Arc;

/// Puts the body in the place of each composite that `keep` refuses, also within loops' bodies.
#[must_use]
pub fn inline(
    graph: &Graph,
    keep: &dyn Fn(&Composite, &[&crate::graph::TensorType]) -> bool,
) -> Graph {
    let mut work = Rebuild::of(graph);
    for node in graph.nodes() {
        match &node.op {
            Op::Composite(composite) => {
                let types: Vec<_> = node.inputs.iter().map(|&v| graph.ty(v)).collect();
                if keep(composite, &types) {
                    work.copy(node);
                    continue;
                }
                let body = inline(&composite.body, keep);
                let args = work.args(node);
                let mut inner = vec![None; body.value_count()];
                for step in body.nodes() {
                    if let Op::Input(number) = step.op {
                        inner[step.outputs[0].index()] = Some(args[number]);
                        continue;
                    }
                    let ins: Vec<_> = step.inputs.iter().filter_map(|v| inner[v.index()]).collect();
                    let types = step.outputs.iter().map(|&v| body.ty(v).clone()).collect();
                    let made = work.new.push_typed(step.op.clone(), &ins, types, node.layer);
                    for (old, new) in step.outputs.iter().zip(made) {
                        inner[old.index()] = Some(new);
                    }
                }
                for (old, output) in node.outputs.iter().zip(body.outputs()) {
                    work.map[old.index()] = inner[output.value.index()];
                }
            }
            Op::Scan(scan) => {
                let body = Arc::new(inline(&scan.body, keep));
                let op = Op::Scan(Scan { body, ..scan.clone() });
                let args = work.args(node);
                let types = node.outputs.iter().map(|&v| graph.ty(v).clone()).collect();
                let made = work.new.push_typed(op, &args, types, node.layer);
                for (old, new) in node.outputs.iter().zip(made) {
                    work.map[old.index()] = Some(new);
                }
            }
            _ => work.copy(node),
        }
    }
    work.finish()
}
