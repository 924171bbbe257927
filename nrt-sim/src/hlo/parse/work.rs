//! How much an instruction has to do.

use super::super::op::Op;
use super::super::program::{Computation, Instruction};
use super::super::shape::Shape;
use super::dimension::pick;

/// Roughly the operations on single elements; of loops, calls and choices only what they cost themselves.
pub(super) fn work(op: &Op, shape: &Shape, operands: &[&Shape], all: &[Computation]) -> u64 {
    let count = shape.count();
    let of = |operand: usize| operands.get(operand).map_or(0, |shape| shape.count());
    let extents = |operand: usize| operands.get(operand).and_then(|shape| shape.array());
    let each = |computation: usize| all[computation].work;
    let work = match op {
        Op::Parameter(_) | Op::Constant(_) | Op::Tuple | Op::GetTupleElement(_) => 0,
        Op::While { .. } | Op::Conditional { .. } | Op::Call { .. } => 0,
        Op::Dot(dims) => {
            let left = extents(0).map(|left| pick(&left.dims, &dims.lhs_contracting));
            count.saturating_mul(product(&left.unwrap_or_default()))
        }
        Op::Convolution(dims) => {
            let kernel = extents(1).map(|kernel| pick(&kernel.dims, &dims.kernel[1..]));
            count.saturating_mul(product(&kernel.unwrap_or_default()))
        }
        Op::Reduce { computation, .. } => of(0).saturating_mul(each(*computation)),
        Op::ReduceWindow { window, computation } => {
            let sizes: Vec<usize> = window.iter().map(|dim| dim.size).collect();
            let within = count.saturating_mul(product(&sizes));
            within.saturating_mul(each(*computation)).saturating_add(of(0))
        }
        Op::SelectAndScatter { window, select, scatter } => {
            let sizes: Vec<usize> = window.iter().map(|dim| dim.size).collect();
            let choices = product(&sizes).saturating_mul(each(*select));
            of(1).saturating_mul(choices.saturating_add(each(*scatter))).saturating_add(count)
        }
        Op::Scatter(dims) => of(2).saturating_mul(each(dims.computation)).saturating_add(count),
        Op::Sort { comparator, .. } => {
            let rounds = u64::from(u64::BITS - count.leading_zeros());
            count.saturating_mul(rounds).saturating_mul(each(*comparator))
        }
        Op::TopK { .. } => of(0).saturating_mul(32),
        _ => count,
    };
    work.saturating_add(1)
}

/// The work of all instructions.
pub(super) fn total(instructions: &[Instruction], all: &[Computation]) -> u64 {
    let works = instructions.iter().map(|instruction| {
        let called = match instruction.op {
            Op::While { .. } | Op::Conditional { .. } | Op::Call { .. } => instruction
                .op
                .called()
                .iter()
                .map(|&number| all[number].work)
                .fold(0, u64::saturating_add),
            _ => 0,
        };
        instruction.work.saturating_add(called)
    });
    works.fold(1, u64::saturating_add)
}

fn product(extents: &[usize]) -> u64 {
    extents.iter().fold(1, |product: u64, &extent| product.saturating_mul(extent as u64))
}

#[cfg(test)]
mod tests {
    use super::{Op, Shape, work};
    use crate::hlo::ElementType;
    use crate::hlo::op::DotDims;
    use crate::hlo::shape::ArrayShape;

    #[test]
    fn a_dot_counts_its_multiplications() {
        let shape = |dims: &[usize]| {
            Shape::Array(ArrayShape::new(ElementType::F32, dims.to_vec()).expect("a shape"))
        };
        let dims = DotDims {
            lhs_batch: vec![],
            rhs_batch: vec![],
            lhs_contracting: vec![1],
            rhs_contracting: vec![0],
        };
        let operands = [&shape(&[2, 3]), &shape(&[3, 5])];
        assert_eq!(work(&Op::Dot(dims), &shape(&[2, 5]), &operands, &[]), 2 * 3 * 5 + 1);
    }
}
