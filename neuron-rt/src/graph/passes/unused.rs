use super::rebuild::Rebuild;
use crate::graph::{Graph, Op, Scan};
use std::sync::Arc;

/// Takes away the nodes that no output depends on, and the results of loops that nothing reads.
#[must_use]
pub fn remove(graph: &Graph) -> Graph {
    let mut live = vec![false; graph.value_count()];
    for output in graph.outputs() {
        live[output.value.index()] = true;
    }
    for node in graph.nodes().iter().rev() {
        if node.outputs.iter().any(|v| live[v.index()]) {
            for value in &node.inputs {
                live[value.index()] = true;
            }
        }
    }
    let mut work = Rebuild::of(graph);
    for node in graph.nodes() {
        let reached = node.outputs.iter().any(|v| live[v.index()]);
        match &node.op {
            Op::Input(_) => work.copy(node),
            _ if !reached => {}
            Op::Scan(scan) => {
                let kept: Vec<bool> = node.outputs.iter().map(|v| live[v.index()]).collect();
                let args = work.args(node);
                let (scan, order) = prune(scan, &kept);
                let types =
                    order.iter().map(|&i| graph.ty(node.outputs[i]).clone()).collect::<Vec<_>>();
                let made = work.new.push_typed(Op::Scan(scan), &args, types, node.layer);
                for (&i, value) in order.iter().zip(made) {
                    work.map[node.outputs[i].index()] = Some(value);
                }
            }
            _ => work.copy(node),
        }
    }
    work.finish()
}

/// The loop with the carries and those results that are kept, and which of its results they are.
fn prune(scan: &Scan, kept: &[bool]) -> (Scan, Vec<usize>) {
    let order: Vec<usize> = (0..kept.len()).filter(|&i| i < scan.carries || kept[i]).collect();
    if order.len() == kept.len() {
        return (scan.clone(), order);
    }
    let mut body = (*scan.body).clone();
    body.outputs = order.iter().map(|&i| body.outputs[i].clone()).collect();
    (Scan { body: Arc::new(remove(&body)), ..scan.clone() }, order)
}
