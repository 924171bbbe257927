use super::rebuild::Rebuild;
use crate::graph::{Graph, Op, ValueId, print};
use std::collections::HashMap;

/// Computes once what is computed several times from the same arguments.
#[must_use]
pub fn share(graph: &Graph) -> Graph {
    let mut work = Rebuild::of(graph);
    // Looked up by key only: its order is never seen.
    let mut known: HashMap<(String, Vec<ValueId>), Vec<ValueId>> = HashMap::new();
    for node in graph.nodes() {
        if matches!(node.op, Op::Input(_)) {
            work.copy(node);
            continue;
        }
        let key = (print::key(graph, node), work.args(node));
        if let Some(values) = known.get(&key) {
            for (old, &new) in node.outputs.iter().zip(values) {
                work.map[old.index()] = Some(new);
            }
        } else {
            work.copy(node);
            let values = node.outputs.iter().filter_map(|v| work.map[v.index()]).collect();
            known.insert(key, values);
        }
    }
    work.finish()
}
