//! From a graph to steps over slots.

use super::elementwise::{self, Program};
use super::epilogue::WithEpilogue;
use super::frame::Kernel;
use super::fuse;
use super::memory::{Kind, Slot};
use super::note;
use super::order::Unit;
use super::updates::{self, Waiting};
use super::view::View;
use crate::executable::{RunError, StepNote};
use crate::graph::{DType, Graph, Literal, Node, Op, Role, ValueId};

/// What a run of the plan does, in order, and on which memory.
pub(super) struct Plan {
    pub(super) slots: Vec<Slot>,
    pub(super) steps: Vec<Box<dyn Kernel>>,
    /// What each step is, for whoever wants to know where the time goes.
    pub(super) notes: Vec<StepNote>,
    pub(super) constants: Vec<Literal>,
    /// Steps that depend on weights alone: as long as these stay as they are, once is enough.
    pub(super) fixed: Vec<bool>,
}

/// A plan in the making.
pub(super) struct Planner<'a> {
    pub(super) graph: &'a Graph,
    pub(super) slots: Vec<Slot>,
    steps: Vec<Box<dyn Kernel>>,
    notes: Vec<StepNote>,
    fixed: Vec<bool>,
    /// What the last step reads.
    last_reads: Vec<usize>,
    /// What the next step does.
    note: StepNote,
    constants: Vec<Literal>,
    /// Where each value lies, once it does.
    places: Vec<Option<View>>,
    /// The output that a value is written to directly.
    direct: Vec<Option<usize>>,
    /// How many units still read each value; outputs count as one more.
    readers: Vec<usize>,
    /// Programs that wait to run as one step.
    waiting: Vec<Waiting>,
}

/// Plans a graph; with `keep`, what depends on weights alone is kept from run to run: in a graph that
/// replaces none of its inputs.
pub(super) fn plan(graph: &Graph, keep: bool) -> Result<Plan, RunError> {
    let units = updates::put_last(graph, fuse::schedule(graph));
    let mut planner = Planner {
        graph,
        slots: Vec::new(),
        steps: Vec::new(),
        notes: Vec::new(),
        fixed: Vec::new(),
        last_reads: Vec::new(),
        note: StepNote::default(),
        constants: Vec::new(),
        places: vec![None; graph.value_count()],
        direct: vec![None; graph.value_count()],
        readers: vec![0; graph.value_count()],
        waiting: Vec::new(),
    };
    for unit in &units {
        for value in reads_of(graph, unit) {
            planner.readers[value.index()] += 1;
        }
    }
    planner.inputs(keep && graph.outputs().iter().all(|output| output.replaces.is_none()));
    planner.outputs(&units);
    for unit in &units {
        planner.note = note::of_unit(graph, unit);
        planner.unit(unit)?;
    }
    planner.run_waiting();
    planner.note = note::copy("outputs");
    planner.finish_outputs();
    planner.pin();
    let Planner { slots, steps, notes, fixed, constants, .. } = planner;
    Ok(Plan { slots, steps, notes, constants, fixed })
}

impl Planner<'_> {
    fn inputs(&mut self, keep: bool) {
        for (number, input) in self.graph.inputs().iter().enumerate() {
            let ty = self.graph.ty(input.value);
            let slot = self.new_slot(Kind::Input(number), ty.bytes());
            self.places[input.value.index()] = Some(View::whole(slot, &ty.shape));
            self.slots[slot].fixed = keep && input.role == Role::Parameter;
        }
    }

    /// What steps made of weights alone, for others, keeps its memory through all of a run and to the
    /// next.
    fn pin(&mut self) {
        let last = self.steps.len().saturating_sub(1);
        let kept = |slot: &&mut Slot| slot.fixed && slot.needed && slot.kind == Kind::Arena;
        for slot in self.slots.iter_mut().filter(kept) {
            slot.touch(0);
            slot.touch(last);
        }
    }

    /// One slot an output, and the values that can be written to it without a copy.
    fn outputs(&mut self, units: &[Unit]) {
        let graph = self.graph;
        let last_read = last_reads(graph, units);
        for (number, output) in graph.outputs().iter().enumerate() {
            let ty = graph.ty(output.value);
            let slot = self.new_slot(Kind::Output(number), ty.bytes());
            self.readers[output.value.index()] += 1;
            let node = graph.producer(output.value);
            let moves = matches!(
                node.op,
                Op::Input(_)
                    | Op::Constant(_)
                    | Op::Reshape(_)
                    | Op::Transpose(_)
                    | Op::Broadcast { .. }
                    | Op::Slice { .. }
                    | Op::Reverse(_)
            );
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
    fn finish_outputs(&mut self) {
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

    pub(super) fn new_slot(&mut self, kind: Kind, bytes: usize) -> usize {
        self.slots.push(Slot::new(kind, bytes));
        self.slots.len() - 1
    }

    /// Scratch memory of the next step.
    pub(super) fn scratch(&mut self, bytes: usize) -> usize {
        let slot = self.new_slot(Kind::Arena, bytes);
        let step = self.steps.len();
        self.slots[slot].touch(step);
        slot
    }

    /// Adds a step.
    pub(super) fn step(
        &mut self,
        reads: &[usize],
        writes: &[usize],
        kernel: impl Kernel + 'static,
    ) {
        let step = self.steps.len();
        let mut bytes = 0;
        for &slot in reads.iter().chain(writes) {
            self.slots[slot].touch(step);
            bytes += self.slots[slot].bytes as u64;
        }
        let fixed = !reads.is_empty()
            && reads.iter().all(|&slot| self.slots[slot].fixed)
            && writes.iter().all(|&slot| self.slots[slot].kind == Kind::Arena);
        for &slot in writes {
            self.slots[slot].fixed = fixed;
        }
        for &slot in reads {
            self.slots[slot].needed |= !fixed;
        }
        self.last_reads = reads.to_vec();
        self.fixed.push(fixed);
        self.notes.push(StepNote { bytes, ..self.note.clone() });
        self.steps.push(Box::new(kernel));
    }

    /// Adds a step that packs what the step to come reads.
    pub(super) fn packing_step(&mut self, from: usize, to: usize, kernel: impl Kernel + 'static) {
        let pack =
            StepNote { op: format!("pack for {}", self.note.op), flops: 0, ..self.note.clone() };
        let note = std::mem::replace(&mut self.note, pack);
        self.step(&[from], &[to], kernel);
        self.note = note;
    }

    /// The view of a value that has one.
    ///
    /// # Panics
    /// Where the schedule is wrong.
    pub(super) fn place(&self, value: ValueId) -> View {
        self.places[value.index()].clone().expect("a unit comes after what it reads")
    }

    pub(super) fn set_place(&mut self, value: ValueId, view: View) {
        self.places[value.index()] = Some(view);
    }

    /// The value as one dense slot, copied there if need be.
    pub(super) fn dense(&mut self, value: ValueId) -> usize {
        let view = self.place(value);
        if view.is_whole() {
            return view.slot;
        }
        let ty = self.graph.ty(value);
        let slot = self.new_slot(Kind::Arena, ty.bytes());
        let to = View::whole(slot, &ty.shape);
        let copy = note::copy(&self.note.layer);
        let note = std::mem::replace(&mut self.note, copy);
        self.step(&[view.slot], &[slot], Program::copy(&view, &to, ty.dtype));
        self.note = note;
        self.set_place(value, to);
        slot
    }

    /// The slot that a value is to be written to, dense.
    pub(super) fn result(&mut self, value: ValueId) -> usize {
        let ty = self.graph.ty(value);
        let slot = match self.direct[value.index()] {
            Some(slot) => slot,
            None => self.new_slot(Kind::Arena, ty.bytes()),
        };
        self.set_place(value, View::whole(slot, &ty.shape));
        slot
    }

    fn unit(&mut self, unit: &Unit) -> Result<(), RunError> {
        if unit.elementwise {
            self.group(unit);
            return Ok(());
        }
        let node = &self.graph.nodes()[unit.nodes[0]];
        match &node.op {
            Op::Input(_) => {}
            Op::Constant(literal) => {
                let slot = self.new_slot(Kind::Constant(self.constants.len()), 0);
                self.constants.push(literal.clone());
                self.set_place(node.outputs[0], View::whole(slot, &literal.ty().shape));
            }
            Op::Reshape(_)
            | Op::Transpose(_)
            | Op::Broadcast { .. }
            | Op::Slice { .. }
            | Op::Reverse(_) => self.moves(node),
            _ => super::select::select(self, node)?,
        }
        self.release(unit);
        Ok(())
    }

    /// Views: nothing is computed.
    fn moves(&mut self, node: &Node) {
        let (from, to) = (node.inputs[0], node.outputs[0]);
        let view = self.place(from);
        let shape = self.graph.ty(to).shape.clone();
        let made = match &node.op {
            Op::Transpose(perm) => view.transposed(perm),
            Op::Broadcast { dims, .. } => view.broadcast(&shape, dims),
            Op::Slice { starts, strides, .. } => view.sliced(starts, &shape, strides),
            Op::Reverse(axes) => view.reversed(axes),
            _ => view.reshaped(&shape).unwrap_or_else(|| {
                let slot = self.dense(from);
                View::whole(slot, &shape)
            }),
        };
        self.set_place(to, made);
    }

    /// An elementwise program.
    fn group(&mut self, unit: &Unit) {
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
        let places: Vec<View> = reads.iter().map(|&v| self.place(v)).collect();
        let whole = |slot: usize| places.iter().filter(|p| p.slot == slot).all(View::is_whole);
        let mut heirs: Vec<usize> = Vec::new();
        let mut results = Vec::new();
        for node in &nodes {
            let value = node.outputs[0];
            if self.readers[value.index()] == 0 {
                continue;
            }
            let slot = self.result(value);
            // Memory that nothing else will read is written where it was read.
            if self.slots[slot].kind == Kind::Arena {
                let heir = reads.iter().zip(&places).find_map(|(&v, place)| {
                    let source = &self.slots[place.slot];
                    let fits = source.kind == Kind::Arena
                        && !source.fixed
                        // In one order only: an element that is written is not read again.
                        && whole(place.slot)
                        && source.bytes == self.slots[slot].bytes
                        && graph.ty(v).dtype.size() == graph.ty(value).dtype.size()
                        && self.is_last_reader(place.slot)
                        && !heirs.contains(&place.slot);
                    fits.then_some(place.slot)
                });
                if let Some(heir) = heir {
                    heirs.push(heir);
                    self.slots[slot].inherits = Some(heir);
                }
            }
            results.push((value, self.place(value)));
        }
        let writes: Vec<usize> = results.iter().map(|(_, view)| view.slot).collect();
        let read_slots: Vec<usize> = reads.iter().map(|&v| self.place(v).slot).collect();
        let written = |slot: usize| match self.slots[slot].kind {
            Kind::Input(number) => writes.iter().any(|&w| match self.slots[w].kind {
                Kind::Output(output) => graph.outputs()[output].replaces == Some(number),
                _ => false,
            }),
            _ => heirs.contains(&slot),
        };
        let overwritten = reads.iter().copied().filter(|&v| written(self.place(v).slot)).collect();
        let program = {
            let places = |value: ValueId| self.place(value);
            let group = elementwise::Group { graph, nodes, places: &places, results, overwritten };
            elementwise::compile(&group)
        };
        debug_assert_eq!(step, self.steps.len());
        if waits {
            self.wait(read_slots, writes, program);
        } else if !self.finish_product(&read_slots, &writes, &heirs, &program) {
            self.step(&read_slots, &writes, program);
        }
    }

    /// Makes a program the end of the step before, where that is a product whose result it reads in
    /// order, and nothing that the product reads is written; true where it did.
    fn finish_product(
        &mut self,
        reads: &[usize],
        writes: &[usize],
        heirs: &[usize],
        program: &Program,
    ) -> bool {
        let Some(result) = self.steps.last().and_then(|step| step.finishes()) else {
            return false;
        };
        let step = self.steps.len() - 1;
        let product_reads = &self.last_reads;
        let written = |slot: &usize| {
            heirs.contains(slot)
                || writes.iter().any(|&write| self.replaced_by(write) == Some(*slot))
        };
        let fits = program.reads_in_order(result)
            && self.slots[result].bytes / 4 == program.elements()
            && !self.fixed[step]
            && !product_reads.iter().any(written);
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
    fn wait(&mut self, reads: Vec<usize>, writes: Vec<usize>, program: Program) {
        let replaced = writes.iter().filter_map(|&slot| self.replaced_by(slot));
        let written = writes.iter().copied().chain(replaced).collect();
        let new = Waiting { program, note: self.note.clone(), reads, writes, written };
        if !self.waiting.iter().all(|other| other.is_independent(&new)) {
            self.run_waiting();
        }
        self.waiting.push(new);
    }

    /// Adds the step of the programs that wait.
    fn run_waiting(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let (reads, writes, note, kernel) = updates::join(std::mem::take(&mut self.waiting));
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

    /// Notes that the unit has read what it reads.
    fn release(&mut self, unit: &Unit) {
        for value in reads_of(self.graph, unit) {
            self.readers[value.index()] -= 1;
        }
    }

    /// Error of a node that cannot run.
    pub(super) fn unsupported(&self, node: &Node, why: &str) -> RunError {
        let layer = self.graph.layer(node);
        let layer = if layer.is_empty() { "model".to_owned() } else { format!("layer `{layer}`") };
        RunError::Unsupported { layer, op: node.op.name().to_owned(), why: why.to_owned() }
    }

    /// Element type of a value.
    pub(super) fn dtype(&self, value: ValueId) -> DType {
        self.graph.ty(value).dtype
    }
}

/// The values that a unit reads from outside itself, each once.
fn reads_of(graph: &Graph, unit: &Unit) -> Vec<ValueId> {
    let mut reads: Vec<ValueId> = unit
        .nodes
        .iter()
        .flat_map(|&n| graph.nodes()[n].inputs.iter().copied())
        .filter(|&v| !unit.nodes.contains(&graph.producer_index(v)))
        .collect();
    reads.sort_unstable();
    reads.dedup();
    reads
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
        let is_view = matches!(
            node.op,
            Op::Reshape(_)
                | Op::Transpose(_)
                | Op::Broadcast { .. }
                | Op::Slice { .. }
                | Op::Reverse(_)
        );
        if is_view {
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
            match node.op {
                Op::Input(_) => {
                    last[value.index()] = Some(units.len());
                    break;
                }
                Op::Reshape(_)
                | Op::Transpose(_)
                | Op::Broadcast { .. }
                | Op::Slice { .. }
                | Op::Reverse(_) => {
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
    match node.op {
        _ if value == input => true,
        Op::Reshape(_)
        | Op::Transpose(_)
        | Op::Broadcast { .. }
        | Op::Slice { .. }
        | Op::Reverse(_) => looks_at(graph, node.inputs[0], input),
        _ => false,
    }
}
