//! From a graph to steps over slots: views here, programs in [`elementwise`], results in [`outputs`],
//! all else in [`super::select`].

mod elementwise;
mod epilogue;
mod outputs;

use super::elementwise::Program;
use super::frame::Kernel;
use super::memory::{Kind, Slot};
use super::note;
use super::schedule::{Unit, Waiting, schedule};
use super::view::{View, is_view};
use crate::executable::{RunError, StepNote};
use crate::graph::{DType, Graph, Literal, Node, Op, Role, ValueId};

/// What a run of the plan does, in order, and on which memory.
pub(in crate::cpu::planned) struct Plan {
    pub(in crate::cpu::planned) slots: Vec<Slot>,
    pub(in crate::cpu::planned) steps: Vec<Box<dyn Kernel>>,
    /// What each step is, for whoever wants to know where the time goes.
    pub(in crate::cpu::planned) notes: Vec<StepNote>,
    pub(in crate::cpu::planned) constants: Vec<Literal>,
    /// Steps that depend on weights alone: as long as these stay as they are, once is enough.
    pub(in crate::cpu::planned) fixed: Vec<bool>,
}

/// A plan in the making.
pub(in crate::cpu::planned) struct Planner<'a> {
    pub(in crate::cpu::planned) graph: &'a Graph,
    pub(in crate::cpu::planned) slots: Vec<Slot>,
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
pub(in crate::cpu::planned) fn plan(graph: &Graph, keep: bool) -> Result<Plan, RunError> {
    let units = schedule(graph);
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

    pub(in crate::cpu::planned) fn new_slot(&mut self, kind: Kind, bytes: usize) -> usize {
        self.slots.push(Slot::new(kind, bytes));
        self.slots.len() - 1
    }

    /// Scratch memory of the next step.
    pub(in crate::cpu::planned) fn scratch(&mut self, bytes: usize) -> usize {
        let slot = self.new_slot(Kind::Arena, bytes);
        let step = self.steps.len();
        self.slots[slot].touch(step);
        slot
    }

    /// Adds a step.
    pub(in crate::cpu::planned) fn step(
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
    pub(in crate::cpu::planned) fn packing_step(
        &mut self,
        from: usize,
        to: usize,
        kernel: impl Kernel + 'static,
    ) {
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
    pub(in crate::cpu::planned) fn place(&self, value: ValueId) -> View {
        self.places[value.index()].clone().expect("a unit comes after what it reads")
    }

    pub(in crate::cpu::planned) fn set_place(&mut self, value: ValueId, view: View) {
        self.places[value.index()] = Some(view);
    }

    /// The value as one dense slot, copied there if need be.
    pub(in crate::cpu::planned) fn dense(&mut self, value: ValueId) -> usize {
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
    pub(in crate::cpu::planned) fn result(&mut self, value: ValueId) -> usize {
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
            op if is_view(op) => self.moves(node),
            _ => crate::cpu::planned::select::select(self, node)?,
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

    /// Notes that the unit has read what it reads.
    fn release(&mut self, unit: &Unit) {
        for value in reads_of(self.graph, unit) {
            self.readers[value.index()] -= 1;
        }
    }

    /// Error of a node that cannot run.
    pub(in crate::cpu::planned) fn unsupported(&self, node: &Node, why: &str) -> RunError {
        let layer = self.graph.layer(node);
        let layer = if layer.is_empty() { "model".to_owned() } else { format!("layer `{layer}`") };
        RunError::Unsupported { layer, op: node.op.name().to_owned(), why: why.to_owned() }
    }

    /// Element type of a value.
    pub(in crate::cpu::planned) fn dtype(&self, value: ValueId) -> DType {
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
