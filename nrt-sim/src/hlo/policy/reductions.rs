//! Rules on reductions, sorts and searches for the greatest values.

use super::super::RefusalKind;
use super::super::op::{Binary, Direction, Op};
use super::super::program::Pattern;
use super::{Case, Finding};

/// Values that a search for the greatest ones finds at most.
const LARGEST_K: usize = 16_384;

/// A reduction of one array (argmax is a maximum, a comparison and a minimum).
pub(super) fn variadic(case: &Case<'_>) -> Finding {
    let Op::Reduce { .. } = case.instruction.op else { return None };
    let arrays = case.instruction.operands.len() / 2;
    (arrays != 1)
        .then(|| (RefusalKind::VariadicReduce, format!("a reduction of {arrays} arrays at once")))
}

/// Reductions by min, max, add or multiply, from a constant (the compiler's table of operators).
pub(super) fn computation(case: &Case<'_>) -> Finding {
    let (Op::Reduce { computation, .. } | Op::ReduceWindow { computation, .. }) =
        case.instruction.op
    else {
        return None;
    };
    if case.instruction.operands.len() != 2 {
        return None;
    }
    let known = matches!(
        case.parsed.computations[computation].pattern,
        Pattern::Combine(Binary::Add | Binary::Multiply | Binary::Maximum | Binary::Minimum)
    );
    if !known {
        let name = &case.parsed.computations[computation].name;
        let detail = format!("the computation `{name}` is no min, max, add or multiply");
        return Some((RefusalKind::ReduceComputation, detail));
    }
    let start = case.computation.operand(case.instruction, 1)?;
    (!case.computation.is_constant(start)).then(|| {
        let detail = format!("the reduction starts from `{}`, expected a constant", start.name);
        (RefusalKind::ReduceComputation, detail)
    })
}

/// Comparators LT, GT, LE or GE.
pub(super) fn comparator(case: &Case<'_>) -> Finding {
    let Op::Sort { comparator, .. } = case.instruction.op else { return None };
    let comparator = &case.parsed.computations[comparator];
    let known = matches!(
        comparator.pattern,
        Pattern::Compare {
            direction: Direction::Less
                | Direction::LessOrEqual
                | Direction::Greater
                | Direction::GreaterOrEqual,
            ..
        }
    );
    (!known).then(|| {
        let name = &comparator.name;
        let detail = format!("the comparator `{name}` is no plain LT, GT, LE or GE");
        (RefusalKind::SortComparator, detail)
    })
}

/// The greatest values of floats only (NCC_EVRF013).
pub(super) fn top_k_type(case: &Case<'_>) -> Finding {
    let Op::TopK { .. } = case.instruction.op else { return None };
    let operand = case.computation.operand(case.instruction, 0)?;
    let element = operand.shape.array()?.element;
    (!element.is_float())
        .then(|| (RefusalKind::TopKInteger, format!("the greatest values of {element}")))
}

/// At most 16,384 greatest values (NCC_EVRF014, SDK issue #1339).
pub(super) fn top_k_size(case: &Case<'_>) -> Finding {
    let Op::TopK { k } = case.instruction.op else { return None };
    (k > LARGEST_K).then(|| {
        (RefusalKind::TopKSize, format!("the {k} greatest values, at most {LARGEST_K} are found"))
    })
}
