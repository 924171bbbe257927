//! What neuronx-cc is documented to refuse.
//!
//! Each rule names its source. Codes are those of the SDK's list of error codes; where it has none, the code is one
//! of the stand-in's own. What is refused while a module is read (complex numbers, dynamic shapes, random
//! generators, unknown custom calls, names given twice) is not repeated here.

mod loops;
mod module;
mod numbers;
mod operations;
mod reductions;
mod windows;

pub(super) use operations::SUPPORTED;

use super::parse::Parsed;
use super::program::{Computation, Instruction};
use super::{Refusal, RefusalKind, Target};

/// An instruction under examination.
struct Case<'a> {
    parsed: &'a Parsed,
    computation: &'a Computation,
    instruction: &'a Instruction,
    target: Target,
}

/// What a rule finds.
type Finding = Option<(RefusalKind, String)>;

/// The rules on single instructions.
const RULES: &[fn(&Case<'_>) -> Finding] = &[
    module::id,
    operations::supported,
    numbers::float64,
    numbers::constant64,
    numbers::shift_width,
    numbers::power64,
    numbers::integer_dot,
    numbers::integer_scatter_reduction,
    numbers::integer_scatter,
    numbers::integer_collective,
    windows::convolution_dilation,
    windows::convolution_stride,
    windows::reduce_window_base_dilation,
    windows::reduce_window_dilation,
    windows::reduce_window_operands,
    reductions::variadic,
    reductions::computation,
    reductions::comparator,
    reductions::top_k_type,
    reductions::top_k_size,
    loops::trip_count,
];

/// All refusals: those of the module first, then those of the instructions in their order.
pub(super) fn refusals(parsed: &Parsed, target: Target) -> Vec<Refusal> {
    let mut refusals = module::refusals(parsed);
    for computation in &parsed.computations {
        for instruction in &computation.instructions {
            let case = Case { parsed, computation, instruction, target };
            let found = RULES.iter().filter_map(|rule| rule(&case));
            refusals.extend(found.map(|(kind, detail)| of(instruction, kind, detail)));
        }
    }
    refusals
}

/// The refusal of an instruction.
fn of(instruction: &Instruction, kind: RefusalKind, detail: String) -> Refusal {
    let op_name = instruction.op_name.clone();
    Refusal { kind, instruction: Some(instruction.name.clone()), op_name, detail }
}

/// Whether the target refuses what it would have to compute in f32 instead of integers: trn2 and later, unless
/// `--implicit-integer-downcast` allows it, which the stand-in does not know.
fn keeps_integers(target: Target) -> bool {
    matches!(target, Target::Trn2 | Target::Trn3)
}
