//! Elementwise programs: where they write, and with what they run.

use super::epilogue::WithEpilogue;
use super::{Planner, Program};
use crate::cpu::planned::elementwise;
use crate::cpu::planned::memory::Kind;
use crate::cpu::planned::schedule::{Unit, Waiting, together};
use crate::cpu::planned::view::View;
use crate::graph::{Node, ValueId};

impl Planner<'_> {
    /// An elementwise program.
    pub(super) fn group(&mut self, unit: &Unit) {
        let graph = self.graph;
        let direct = |node: &usize| {
            let value = graph.nodes()[*node].outputs[0];
            self.readers[value.index()] == 0 || self.direct[value.index()].is_some()
        };
        // What is written elsewhere first would take memory that programs which wait still read.
        let waits = unit.waits && unit.nodes.iter().all(direct);
        if !waits {
            self.run_waiting();
        }
        let nodes: Vec<&Node> = unit.nodes.iter().map(|&n| &graph.nodes()[n]).collect();
        let inside = |value: ValueId| nodes.iter().any(|node| node.outputs[0] == value);
        let mut reads: Vec<ValueId> = nodes
            .iter()
            .flat_map(|node| node.inputs.iter().copied())
            .filter(|&v| !inside(v) && elementwise::splat(graph, v).is_none())
            .collect();
        reads.sort_unstable();
        reads.dedup();
        self.release(unit);
        let step = self.steps.len();
        let read: Vec<(ValueId, View)> = reads.iter().map(|&v| (v, self.place(v))).collect();
        let mut heirs: Vec<usize> = Vec::new();
        let mut results = Vec::new();
        for node in &nodes {
            let value = node.outputs[0];
            if self.readers[value.index()] == 0 {
                continue;
            }
            let slot = self.result(value);
            if let Some(heir) = self.heir(&read, value, slot, &heirs) {
                heirs.push(heir);
                self.slots[slot].inherits = Some(heir);
            }
            results.push((value, self.place(value)));
        }
        let writes: Vec<usize> = results.iter().map(|(_, view)| view.slot).collect();
        let read_slots: Vec<usize> = read.iter().map(|(_, place)| place.slot).collect();
        let replaced = writes.iter().filter_map(|&slot| self.replaced_by(slot));
        let written: Vec<usize> = heirs.into_iter().chain(replaced).collect();
        let overwritten =
            read.iter().filter(|(_, place)| written.contains(&place.slot)).map(|&(v, _)| v);
        let overwritten = overwritten.collect();
        let program = {
            let places = |value: ValueId| self.place(value);
            let group = elementwise::Group { graph, nodes, places: &places, results, overwritten };
            elementwise::compile(&group)
        };
        debug_assert_eq!(step, self.steps.len());
        if waits {
            self.wait(read_slots, writes, written, program);
        } else if !self.finish_product(&read_slots, &writes, &written, &program) {
            self.step(&read_slots, &writes, program);
        }
    }

    /// The slot whose memory a result in `slot` may take over: one that is read element by element, and
    /// by nobody else any more. That of a product comes first, so that the two can be one step.
    fn heir(
        &self,
        read: &[(ValueId, View)],
        value: ValueId,
        slot: usize,
        taken: &[usize],
    ) -> Option<usize> {
        if self.slots[slot].kind != Kind::Arena {
            return None;
        }
        let size = |value: ValueId| self.graph.ty(value).dtype.size();
        // In one order only: an element that is written is not read again.
        let in_order =
            |slot: usize| read.iter().all(|(_, place)| place.slot != slot || place.is_whole());
        let fits = |(v, place): &&(ValueId, View)| {
            let source = &self.slots[place.slot];
            source.kind == Kind::Arena
                && !source.fixed
                && in_order(place.slot)
                && source.bytes == self.slots[slot].bytes
                && size(*v) == size(value)
                && self.is_last_reader(place.slot)
                && !taken.contains(&place.slot)
        };
        let slots = || read.iter().filter(fits).map(|(_, place)| place.slot);
        let product = self.steps.last().and_then(|step| step.finishes());
        product
            .map(|(result, _)| result)
            .filter(|&result| slots().any(|slot| slot == result))
            .or_else(|| slots().next())
    }

    /// Makes a program the end of the step before, where that is a product whose result it reads in
    /// order, and nothing that the product reads is written over; true where it did.
    fn finish_product(
        &mut self,
        reads: &[usize],
        writes: &[usize],
        written: &[usize],
        program: &Program,
    ) -> bool {
        let Some((result, elements)) = self.steps.last().and_then(|step| step.finishes()) else {
            return false;
        };
        let step = self.steps.len() - 1;
        let fits = program.reads_in_order(result)
            && program.elements() == elements
            && !self.fixed[step]
            && !self.last_reads.iter().any(|slot| written.contains(slot));
        if !fits {
            return false;
        }
        let Some(product) = self.steps.pop() else { return false };
        self.steps.push(Box::new(WithEpilogue { product, program: program.clone() }));
        for &slot in reads.iter().chain(writes) {
            self.slots[slot].touch(step);
            self.notes[step].bytes += self.slots[slot].bytes as u64;
        }
        for &slot in writes {
            self.slots[slot].fixed = false;
        }
        for &slot in reads {
            self.slots[slot].needed = true;
        }
        let note = &mut self.notes[step];
        note.op = format!("{}, then {}", note.op, self.note.op);
        note.flops += self.note.flops;
        true
    }

    /// The input's slot that is written as the output's.
    fn replaced_by(&self, slot: usize) -> Option<usize> {
        match self.slots[slot].kind {
            // Slots of inputs come first, in their order.
            Kind::Output(number) => self.graph.outputs()[number].replaces,
            _ => None,
        }
    }

    /// Lets a program wait for others that it can run with.
    fn wait(
        &mut self,
        reads: Vec<usize>,
        writes: Vec<usize>,
        written: Vec<usize>,
        program: Program,
    ) {
        let written = written.into_iter().chain(writes.iter().copied()).collect();
        let new = Waiting { program, note: self.note.clone(), reads, writes, written };
        if !self.waiting.iter().all(|other| other.is_independent(&new)) {
            self.run_waiting();
        }
        self.waiting.push(new);
    }

    /// Adds the step of the programs that wait.
    pub(super) fn run_waiting(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let (reads, writes, note, kernel) = together(std::mem::take(&mut self.waiting));
        let own = std::mem::replace(&mut self.note, note);
        self.step(&reads, &writes, kernel);
        self.note = own;
    }

    /// True where no unit to come reads the slot, through whichever value.
    fn is_last_reader(&self, slot: usize) -> bool {
        !self
            .places
            .iter()
            .zip(&self.readers)
            .any(|(place, &readers)| readers > 0 && place.as_ref().is_some_and(|p| p.slot == slot))
    }
}
