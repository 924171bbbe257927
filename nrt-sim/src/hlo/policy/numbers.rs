//! Rules on types of elements.

use super::super::op::{Binary, Exchange, Op};
use super::super::program::Pattern;
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::{Case, Finding, keeps_integers};

impl Case<'_> {
    /// Type of the elements of operand `number`, if it is an array.
    fn element(&self, number: usize) -> Option<ElementType> {
        let operand = self.computation.operand(self.instruction, number)?;
        operand.shape.array().map(|array| array.element)
    }
}

/// No floats of 64 bits (NCC_ESPP004; NKIPY converts them at the edge).
pub(super) fn float64(case: &Case<'_>) -> Finding {
    holds(&case.instruction.shape, &|array| array.element == ElementType::F64)
        .then(|| (RefusalKind::Float64, "64-bit floats are not supported".to_owned()))
}

fn holds(shape: &Shape, test: &dyn Fn(&ArrayShape) -> bool) -> bool {
    match shape {
        Shape::Array(array) => test(array),
        Shape::Tuple(members) => members.iter().any(|member| holds(member, test)),
    }
}

/// No constants of unsigned 64-bit integers beyond 32 bits (NCC_ESFH002).
pub(super) fn constant64(case: &Case<'_>) -> Finding {
    let Op::Constant(value) = &case.instruction.op else { return None };
    if case.instruction.shape.array()?.element != ElementType::U64 {
        return None;
    }
    let largest = value.array().view::<u64>().iter().copied().max()?;
    u32::try_from(largest).is_err().then(|| {
        (RefusalKind::Constant64, format!("the unsigned constant {largest} is beyond 32 bits"))
    })
}

/// Arithmetic shifts of 32 bits only (NCC_EVRF022).
pub(super) fn shift_width(case: &Case<'_>) -> Finding {
    let shift = matches!(case.instruction.op, Op::Binary(Binary::ShiftRightArithmetic));
    let element = case.element(0)?;
    (shift && element.bytes() != 4)
        .then(|| (RefusalKind::ShiftWidth, format!("an arithmetic shift of {element}")))
}

/// No powers of 64-bit integers on trn2 and later (NCC_EVRF062).
pub(super) fn power64(case: &Case<'_>) -> Finding {
    let power = matches!(case.instruction.op, Op::Binary(Binary::Power));
    let element = case.element(0)?;
    (power && keeps_integers(case.target) && element.is_integer() && element.bytes() == 8)
        .then(|| (RefusalKind::IntegerPower64, format!("a power of {element}")))
}

/// No dots of integers of 32 or 64 bits on trn2 and later (NCC_EVRF035).
pub(super) fn integer_dot(case: &Case<'_>) -> Finding {
    let product = matches!(case.instruction.op, Op::Dot(_));
    let element = case.element(0)?;
    (product && keeps_integers(case.target) && wide_integer(element))
        .then(|| (RefusalKind::IntegerDot, format!("a dot of {element}")))
}

/// No scatter that combines integers or truth values (NCC_EVRF016).
pub(super) fn integer_scatter_reduction(case: &Case<'_>) -> Finding {
    let Op::Scatter(dims) = &case.instruction.op else { return None };
    let combines = case.parsed.computations[dims.computation].pattern != Pattern::Second;
    let element = case.element(0)?;
    (combines && !element.is_float())
        .then(|| (RefusalKind::ScatterReduceInteger, format!("a scatter that combines {element}")))
}

/// No scatter of integers on trn2 and later, which would pass them through f32 (NCC_EVRF060).
pub(super) fn integer_scatter(case: &Case<'_>) -> Finding {
    let Op::Scatter(dims) = &case.instruction.op else { return None };
    let assigns = case.parsed.computations[dims.computation].pattern == Pattern::Second;
    let element = case.element(0)?;
    (assigns && keeps_integers(case.target) && wide_integer(element))
        .then(|| (RefusalKind::ScatterInteger, format!("a scatter of {element}")))
}

/// No sums of integers of 32 or 64 bits between devices on trn2 and later (NCC_EVRF061, NCC_EVRF063).
pub(super) fn integer_collective(case: &Case<'_>) -> Finding {
    let Op::Collective(collective) = &case.instruction.op else { return None };
    let (kind, what) = match collective.exchange {
        Exchange::AllReduce(_) => (RefusalKind::IntegerAllReduce, "an all-reduce"),
        Exchange::ReduceScatter { .. } => (RefusalKind::IntegerReduceScatter, "a reduce-scatter"),
        _ => return None,
    };
    let element = case.element(0)?;
    (keeps_integers(case.target) && wide_integer(element))
        .then(|| (kind, format!("{what} of {element}")))
}

fn wide_integer(element: ElementType) -> bool {
    element.is_integer() && element.bytes() >= 4
}
