//! What a walk takes.

use super::walk::readers;
use crate::graph::{Graph, Op};

/// The most bytes of values that are alive at once, copies of the arguments among them. What an
/// operation needs within itself is not counted.
pub(super) fn peak_bytes(graph: &Graph) -> usize {
    let mut readers = readers(graph);
    let (mut alive, mut peak) = (0, 0);
    for node in graph.nodes() {
        if node.outputs.iter().all(|v| readers[v.index()] == 0) {
            continue;
        }
        let made: usize = node.outputs.iter().map(|&v| graph.ty(v).bytes()).sum();
        let within = match &node.op {
            Op::Scan(scan) => peak_bytes(&scan.body),
            Op::Composite(composite) => peak_bytes(&composite.body),
            _ => 0,
        };
        peak = peak.max(alive + made + within);
        alive += node
            .outputs
            .iter()
            .filter(|v| readers[v.index()] > 0)
            .map(|&v| graph.ty(v).bytes())
            .sum::<usize>();
        for &value in &node.inputs {
            readers[value.index()] -= 1;
            if readers[value.index()] == 0 {
                alive -= graph.ty(value).bytes();
            }
        }
    }
    peak
}
