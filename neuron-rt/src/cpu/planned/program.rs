//! A compiled plan, and the executable that owns its memory.
#![allow(unsafe_code)]

use super::frame::{Frame, Raw};
use super::memory::{self, Kind, Layout};
use super::plan::{self, Plan};
use super::{select, widen};
use crate::buffer::{Buffer, Shelf};
use crate::executable::{Argument, Program, RunError, StepNote, StepObserver};
use crate::graph::{Composite, DType, Graph, Op, Role, TensorType, passes};
use std::sync::Arc;

/// Is told the number of each step that ran when it is done.
type Observer<'a> = &'a mut (dyn FnMut(usize) + Send);

/// A plan with its memory laid out; it can be run on any memory of that layout.
pub(super) struct Compiled {
    plan: Plan,
    layout: Layout,
    constants: Vec<Buffer>,
}

impl Compiled {
    /// A plan; with `keep`, what depends on weights alone can be kept from run to run.
    pub(super) fn new(graph: &Graph, keep: bool) -> Result<Self, RunError> {
        let graph = lower(graph);
        let mut plan = plan::plan(&graph, keep)?;
        let layout = memory::lay_out(&plan.slots, plan.steps.len());
        let constants =
            std::mem::take(&mut plan.constants).iter().map(Buffer::from_literal).collect();
        Ok(Self { plan, layout, constants })
    }

    pub(super) fn arena_bytes(&self) -> usize {
        self.layout.bytes
    }

    /// Runs once. `inputs` and `outputs` are where the graph's inputs and outputs lie; an output may
    /// lie where the input that it replaces does.
    pub(super) fn run(&self, inputs: &[Raw], outputs: &[Raw], arena: Raw) {
        self.run_observed(inputs, outputs, arena, false, &mut |_| {});
    }

    /// The same; `observer` is told the number of each step that ran when it is done. With `kept`, the arena
    /// still holds what the run before made of the same weights.
    fn run_observed(
        &self,
        inputs: &[Raw],
        outputs: &[Raw],
        arena: Raw,
        kept: bool,
        observer: Observer<'_>,
    ) {
        let slots = self.plan.slots.iter().enumerate().map(|(i, slot)| match slot.kind {
            Kind::Input(number) => inputs[number],
            Kind::Output(number) => outputs[number],
            Kind::Constant(number) => Raw(self.constants[number].as_ptr().cast_mut()),
            // `wrapping_add`: an arena without bytes has no memory to point into.
            Kind::Arena => Raw(arena.0.wrapping_add(self.layout.offsets[i])),
        });
        let frame = Frame { slots: slots.collect() };
        for (number, step) in self.plan.steps.iter().enumerate() {
            if kept && self.plan.fixed[number] {
                continue;
            }
            step.run(&frame);
            observer(number);
        }
    }
}

/// The graph as kernels see it: composites without a kernel inlined, 16-bit floats widened.
fn lower(graph: &Graph) -> Graph {
    // First the composites that hold products or reductions, so that a gradient that records its
    // forward pass again shares it; then the elementwise ones, whose arithmetic is cheaper to repeat
    // than to keep.
    let shared = passes::optimise(&passes::inline(graph, &|composite, args| {
        select::has_kernel(composite, args) || is_elementwise(composite)
    }));
    let flat = passes::inline(&shared, &select::has_kernel);
    let flat = passes::simplify_identities(&passes::fold_constants(&flat));
    passes::remove_dead_code(&widen::widen(&flat))
}

fn is_elementwise(composite: &Composite) -> bool {
    composite.body.nodes().iter().all(|node| match &node.op {
        Op::Input(_) | Op::Constant(_) | Op::Broadcast { .. } | Op::Reshape(_) => true,
        Op::Composite(inner) => is_elementwise(inner),
        op => super::schedule::is_elementwise(op),
    })
}

/// A compiled plan with an arena of its own.
pub(super) struct Planned {
    compiled: Compiled,
    outputs: Vec<(TensorType, Option<usize>)>,
    arena: Buffer,
    /// Numbers of the inputs that are weights, and their stamps in the run before.
    weights: Vec<usize>,
    seen: Option<Vec<u64>>,
    /// Of results that the caller has dropped.
    shelf: Arc<Shelf>,
    observer: Option<StepObserver>,
}

impl Planned {
    pub(super) fn new(graph: &Graph) -> Result<Self, RunError> {
        let compiled = Compiled::new(graph, true)?;
        let arena = Buffer::zeros(TensorType::new(DType::U8, [compiled.arena_bytes()]));
        let outputs =
            graph.outputs().iter().map(|o| (graph.ty(o.value).clone(), o.replaces)).collect();
        let shelf = Arc::new(Shelf::new(graph.outputs().len()));
        let is_weight = |&number: &usize| graph.inputs()[number].role == Role::Parameter;
        let weights = (0..graph.inputs().len()).filter(is_weight).collect();
        Ok(Self { compiled, outputs, arena, weights, seen: None, shelf, observer: None })
    }
}

impl Program for Planned {
    fn run(&mut self, arguments: Vec<Argument<'_>>) -> Result<Vec<Buffer>, RunError> {
        let stamps = self.weights.iter().map(|&number| arguments[number].buffer().stamp());
        let stamps = Some(stamps.collect());
        // Of a run that does not come to its end nothing is kept.
        let kept = self.seen.take() == stamps;
        let mut inputs: Vec<Raw> =
            arguments.iter().map(|a| Raw(a.buffer().as_ptr().cast_mut())).collect();
        let mut owned: Vec<Option<Buffer>> = arguments
            .into_iter()
            .map(|argument| match argument {
                Argument::Donated(buffer) => Some(buffer),
                Argument::Borrowed(_) => None,
            })
            .collect();
        // Moving a buffer leaves its memory where it is.
        let mut results: Vec<Buffer> = self
            .outputs
            .iter()
            .map(|(ty, replaces)| {
                let donated = replaces.and_then(|input| owned[input].take());
                donated.unwrap_or_else(|| Buffer::of_shelf(ty.clone(), &self.shelf))
            })
            .collect();
        let outputs: Vec<Raw> = results.iter_mut().map(|b| Raw(b.as_mut_ptr())).collect();
        // Where an input was given away, it is read by the address that it is written by.
        for (&at, (_, replaces)) in outputs.iter().zip(&self.outputs) {
            if let Some(input) = replaces.filter(|&input| inputs[input].0 == at.0) {
                inputs[input] = at;
            }
        }
        let arena = Raw(self.arena.as_mut_ptr());
        let mut unobserved = |_: usize| {};
        let observer: Observer<'_> = match &mut self.observer {
            Some(observer) => observer,
            None => &mut unobserved,
        };
        // On one of the threads that share the work: a kernel then hands the others their part without
        // being woken itself, and it keeps the same part from kernel to kernel.
        rayon::scope(|_| self.compiled.run_observed(&inputs, &outputs, arena, kept, observer));
        self.seen = stamps;
        Ok(results)
    }

    fn notes(&self) -> &[StepNote] {
        &self.compiled.plan.notes
    }

    fn observe(&mut self, observer: Option<StepObserver>) {
        self.observer = observer;
    }

    fn workspace_bytes(&self) -> usize {
        self.compiled.arena_bytes()
    }
}
