//! Updates of small weights, which run as one step at the end.
//!
//! An optimiser makes a program for each weight, and most weights are small: biases, scales, shifts.
//! Nothing reads what these programs write but the graph's outputs, so that they can wait for each
//! other. Those of large weights do not wait: their gradient is still in the cache, and its memory is
//! needed.

use super::order::Unit;
use crate::cpu::planned::elementwise::{Program, Together};
use crate::executable::StepNote;
use crate::graph::Graph;

/// Elements of a weight whose update is worth a step of its own.
const LARGE: usize = 1 << 15;

/// True where nothing but outputs reads what an elementwise unit makes, of few elements.
fn waits(graph: &Graph, unit: &Unit, read: &[bool]) -> bool {
    let results = || unit.nodes.iter().map(|&node| graph.nodes()[node].outputs[0]);
    unit.elementwise
        && results().all(|value| graph.ty(value).shape.elements() < LARGE)
        && results().all(|value| !read[value.index()])
}

/// Puts the units that can wait behind all others, in the same order.
pub(super) fn put_last(graph: &Graph, units: Vec<Unit>) -> Vec<Unit> {
    // Whether another unit reads a value.
    let mut read = vec![false; graph.value_count()];
    for unit in &units {
        for &node in &unit.nodes {
            for value in &graph.nodes()[node].inputs {
                read[value.index()] |= !unit.nodes.contains(&graph.producer_index(*value));
            }
        }
    }
    let (mut last, first): (Vec<Unit>, Vec<Unit>) =
        units.into_iter().partition(|unit| waits(graph, unit, &read));
    last.iter_mut().for_each(|unit| unit.waits = true);
    first.into_iter().chain(last).collect()
}

/// A program that waits for others to run with.
pub(in crate::cpu::planned) struct Waiting {
    pub(in crate::cpu::planned) program: Program,
    pub(in crate::cpu::planned) note: StepNote,
    pub(in crate::cpu::planned) reads: Vec<usize>,
    pub(in crate::cpu::planned) writes: Vec<usize>,
    /// Slots whose memory is written: the results, and the inputs that they replace.
    pub(in crate::cpu::planned) written: Vec<usize>,
}

impl Waiting {
    /// True where the two may run at the same time.
    pub(in crate::cpu::planned) fn is_independent(&self, other: &Self) -> bool {
        let apart = |a: &Self, b: &Self| !a.reads.iter().any(|slot| b.written.contains(slot));
        apart(self, other) && apart(other, self)
    }
}

/// The programs as one step: its slots that are read and written, and what it is.
pub(in crate::cpu::planned) fn together(
    waiting: Vec<Waiting>,
) -> (Vec<usize>, Vec<usize>, StepNote, Together) {
    let mut reads: Vec<usize> = waiting.iter().flat_map(|w| w.reads.iter().copied()).collect();
    reads.sort_unstable();
    reads.dedup();
    let writes = waiting.iter().flat_map(|w| w.writes.iter().copied()).collect();
    let op = match waiting.as_slice() {
        [alone] => alone.note.op.clone(),
        all => format!("{} small results", all.len()),
    };
    let layer = match waiting.as_slice() {
        [alone] => alone.note.layer.clone(),
        _ => String::new(),
    };
    let flops = waiting.iter().map(|w| w.note.flops).sum();
    let note = StepNote { op, layer, flops, bytes: 0 };
    let programs = waiting.into_iter().map(|w| w.program).collect();
    (reads, writes, note, Together::new(programs))
}
