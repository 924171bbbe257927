//! What small computations do as a whole.

use super::super::op::{Binary, Op};
use super::super::program::{Instruction, Pattern};
use super::super::shape::Shape;

/// What the computation does, if that is known.
pub(super) fn pattern(instructions: &[Instruction], root: usize) -> Pattern {
    let parameter = |index: usize| match instructions[index].op {
        Op::Parameter(number) => Some(number),
        _ => None,
    };
    let root = &instructions[root];
    if let Op::Parameter(1) = root.op {
        return Pattern::Second;
    }
    let [left, right] = root.operands[..] else { return Pattern::Other };
    let (Some(left), Some(right)) = (parameter(left), parameter(right)) else {
        return Pattern::Other;
    };
    match (&root.op, left, right) {
        (Op::Binary(binary), 0, 1) | (Op::Binary(binary), 1, 0) if commutes(*binary) => {
            Pattern::Combine(*binary)
        }
        (&Op::Compare { direction, total_order }, 0, 1) => {
            Pattern::Compare { direction, total_order }
        }
        (&Op::Compare { direction, total_order }, 1, 0) => {
            Pattern::Compare { direction: direction.swapped(), total_order }
        }
        _ => Pattern::Other,
    }
}

fn commutes(binary: Binary) -> bool {
    matches!(
        binary,
        Binary::Add
            | Binary::And
            | Binary::Maximum
            | Binary::Minimum
            | Binary::Multiply
            | Binary::Or
            | Binary::Xor
    )
}

/// Whether each value is a scalar, or a tuple of scalars, of an operation that works on each element for itself.
pub(super) fn liftable(instructions: &[Instruction]) -> bool {
    let scalar = |shape: &Shape| shape.array().is_some_and(|array| array.rank() == 0);
    instructions.iter().all(|instruction| {
        let flat = match &instruction.shape {
            Shape::Tuple(members) => members.iter().all(scalar),
            array => scalar(array),
        };
        let elementwise = match &instruction.op {
            Op::Constant(_) => instruction.shape.array().is_some(),
            Op::Broadcast { dimensions } => dimensions.is_empty(),
            Op::Parameter(_)
            | Op::Unary(_)
            | Op::Binary(_)
            | Op::Compare { .. }
            | Op::Select
            | Op::Clamp
            | Op::Convert
            | Op::Identity
            | Op::Tuple
            | Op::GetTupleElement(_) => true,
            _ => false,
        };
        flat && elementwise
    })
}
