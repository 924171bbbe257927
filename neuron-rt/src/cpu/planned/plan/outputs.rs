//! Values that are written to the caller's memory: at once where that is safe, else at the very end.

use super::{Planner, Program, reads_of};
use crate::cpu::planned::memory::Kind;
use crate::cpu::planned::schedule::Unit;
use crate::cpu::planned::view::{View, is_view};
use crate::graph::{Graph, Op, ValueId};

impl Planner<'_> {
    /// One slot an output, and the values that can be written to it without a copy.
    pub(super) fn outputs(&mut self, units: &[Unit]) {
        let graph = self.graph;
        let last_read = last_reads(graph, units);
        for (number, output) in graph.outputs().iter().enumerate() {
            let ty = graph.ty(output.value);
            let slot = self.new_slot(Kind::Output(number), ty.bytes());
            self.readers[output.value.index()] += 1;
            let node = graph.producer(output.value);
            let moves = matches!(node.op, Op::Input(_) | Op::Constant(_)) || is_view(&node.op);
            if moves || self.direct[output.value.index()].is_some() {
                continue;
            }
            // The memory of a replaced input may be written once nothing else reads the input: a
            // program may read it in the very step that writes it, element by element.
            let free = output.replaces.is_none_or(|input| {
                let value = graph.inputs()[input].value;
                let made = unit_of(graph, units, output.value);
                match last_read[value.index()] {
                    None => true,
                    Some(last) if last < made => true,
                    Some(last) => {
                        last == made && reads_in_place(graph, &units[made], value, output.value)
                    }
                }
            });
            if free {
                self.direct[output.value.index()] = Some(slot);
            }
        }
    }

    /// Copies to outputs what could not be written there at once.
    pub(super) fn finish_outputs(&mut self) {
        let graph = self.graph;
        let first = graph.inputs().len();
        let replaced = |kind: Kind| match kind {
            Kind::Input(number) => graph.outputs().iter().any(|o| o.replaces == Some(number)),
            _ => false,
        };
        let mut copies = Vec::new();
        for (number, output) in graph.outputs().iter().enumerate() {
            let slot = first + number;
            if self.direct[output.value.index()] == Some(slot) {
                continue;
            }
            let ty = graph.ty(output.value);
            let to = View::whole(slot, &ty.shape);
            let mut from = self.place(output.value);
            // What lies in memory that another output takes over is saved before any of them is
            // written: two outputs may exchange their inputs.
            let own =
                self.slots[from.slot].kind == Kind::Input(output.replaces.unwrap_or(usize::MAX));
            if replaced(self.slots[from.slot].kind) && !(own && from.is_whole()) {
                let saved = View::whole(self.new_slot(Kind::Arena, ty.bytes()), &ty.shape);
                self.step(&[from.slot], &[saved.slot], Program::copy(&from, &saved, ty.dtype));
                from = saved;
            }
            copies.push((from, to, ty.dtype));
        }
        for (from, to, dtype) in copies {
            self.step(&[from.slot], &[to.slot], Program::copy(&from, &to, dtype));
        }
    }
}

/// For each value the number of the last unit that reads it, itself or a view of it.
fn last_reads(graph: &Graph, units: &[Unit]) -> Vec<Option<usize>> {
    let mut last: Vec<Option<usize>> = vec![None; graph.value_count()];
    for (number, unit) in units.iter().enumerate() {
        for value in reads_of(graph, unit) {
            last[value.index()] = Some(number);
        }
    }
    // A view keeps what it looks at alive.
    for node in graph.nodes().iter().rev() {
        if is_view(&node.op) {
            let through = last[node.outputs[0].index()];
            let source = &mut last[node.inputs[0].index()];
            *source = (*source).max(through);
        }
    }
    // So does an output that is a view, or the input itself: it is copied at the very end.
    for output in graph.outputs() {
        let mut value = output.value;
        loop {
            let node = graph.producer(value);
            match &node.op {
                Op::Input(_) => {
                    last[value.index()] = Some(units.len());
                    break;
                }
                op if is_view(op) => {
                    value = node.inputs[0];
                }
                _ => break,
            }
        }
    }
    last
}

fn unit_of(graph: &Graph, units: &[Unit], value: ValueId) -> usize {
    let node = graph.producer_index(value);
    units.iter().position(|unit| unit.nodes.contains(&node)).unwrap_or(0)
}

/// True where the unit reads `input` element by element as it writes `result`.
fn reads_in_place(graph: &Graph, unit: &Unit, input: ValueId, result: ValueId) -> bool {
    unit.elementwise
        && graph.ty(input).shape == graph.ty(result).shape
        && reads_of(graph, unit).iter().all(|&v| v == input || !looks_at(graph, v, input))
}

/// True where `value` is a view of `input`.
fn looks_at(graph: &Graph, value: ValueId, input: ValueId) -> bool {
    let node = graph.producer(value);
    value == input || is_view(&node.op) && looks_at(graph, node.inputs[0], input)
}
