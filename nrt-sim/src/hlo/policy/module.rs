//! Rules on the module as a whole, and on ids.

use super::super::op::Op;
use super::super::parse::Parsed;
use super::super::{Refusal, RefusalKind};
use super::{Case, Finding, of};

/// Instructions that a module may have (SDK issue #1003).
const MOST_INSTRUCTIONS: usize = 5_000_000;

/// Refusals of the module: its size, ids of its computations, outputs that are parameters.
pub(super) fn refusals(parsed: &Parsed) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let count: usize =
        parsed.computations.iter().map(|computation| computation.instructions.len()).sum();
    if count > MOST_INSTRUCTIONS {
        let detail = format!("{count} instructions, at most {MOST_INSTRUCTIONS} are compiled");
        refusals.push(Refusal::of_module(RefusalKind::InstructionCount, detail));
    }
    for computation in &parsed.computations {
        if i32::try_from(computation.id).is_err() {
            let detail = format!("computation `{}`: {}", computation.name, beyond(computation.id));
            refusals.push(Refusal::of_module(RefusalKind::IdRange, detail));
        }
    }
    refusals.extend(raw_outputs(parsed));
    refusals
}

/// Ids have to fit 32 bits with a sign, or the compiler stops ("Instruction with id > INT_MAX", pytorch/xla #9685).
pub(super) fn id(case: &Case<'_>) -> Finding {
    let id = case.instruction.id;
    i32::try_from(id).is_err().then(|| (RefusalKind::IdRange, beyond(id)))
}

fn beyond(id: i64) -> String {
    format!("the id {id} is beyond 32 bits, number instructions from 0")
}

/// An output that is a parameter has to be a copy of it, unless it is aliased to that very parameter (NKIPY).
fn raw_outputs(parsed: &Parsed) -> Vec<Refusal> {
    let entry = &parsed.computations[parsed.entry];
    let root = &entry.instructions[entry.root];
    let outputs: Vec<usize> = match root.op {
        Op::Tuple => root.operands.clone(),
        _ => vec![entry.root],
    };
    let raw = outputs.iter().enumerate().filter_map(|(output, &index)| {
        let instruction = &entry.instructions[index];
        let Op::Parameter(parameter) = instruction.op else { return None };
        let aliased = parsed
            .aliases
            .iter()
            .any(|alias| alias.output == output && alias.parameter == parameter);
        let name = &parsed.results.get(output)?.name;
        let detail = format!("output `{name}` is this parameter itself, expected a copy of it");
        (!aliased).then(|| of(instruction, RefusalKind::RawParameterOutput, detail))
    });
    raw.collect()
}
