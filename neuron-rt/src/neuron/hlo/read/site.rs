use super::computation::Reader;
use super::fault::{Fault, Read, wrong};
use super::types;
use super::value::Value;
use crate::graph::{DType, Literal, Op, Shape, Tensor, TensorType};
use crate::neuron::hlo::proto::{Instruction, PrimitiveType};
use crate::neuron::hlo::view::Body;

/// An instruction with the values that it reads.
pub(super) struct Site<'a, 'm> {
    pub(super) reader: &'a Reader<'a, 'm>,
    pub(super) instruction: &'m Instruction,
    pub(super) operands: Vec<Value>,
}

impl<'a, 'm> Site<'a, 'm> {
    pub(super) fn operand(&self, n: usize) -> Read<&Value> {
        match self.operands.get(n) {
            Some(value) => Ok(value),
            None => wrong(format!("has {} operands", self.operands.len())),
        }
    }

    pub(super) fn tensor(&self, n: usize) -> Read<&Tensor> {
        self.operand(n)?.tensor()
    }

    /// Exactly so many tensors.
    pub(super) fn tensors<const N: usize>(&self) -> Read<[&Tensor; N]> {
        let tensors: Vec<&Tensor> = self.all_tensors()?;
        let found = tensors.len();
        tensors.try_into().or_else(|_| wrong(format!("has {found} operands, expected {N}")))
    }

    pub(super) fn all_tensors(&self) -> Read<Vec<&Tensor>> {
        self.operands.iter().map(Value::tensor).collect()
    }

    /// The declared type of the result. Where scalars stand for whole tensors, it is theirs.
    pub(super) fn result(&self) -> Read<TensorType> {
        let Some(shape) = &self.instruction.shape else { return wrong("has no type") };
        let ty = types::tensor(shape)?;
        match &self.reader.lifted {
            Some(lifted) if ty.shape.rank() == 0 => Ok(TensorType::new(ty.dtype, lifted.clone())),
            _ => Ok(ty),
        }
    }

    /// The declared types of the parts of the result.
    pub(super) fn results(&self) -> Read<Vec<TensorType>> {
        let Some(shape) = &self.instruction.shape else { return wrong("has no type") };
        if shape.element_type() != PrimitiveType::Tuple {
            return Ok(vec![self.result()?]);
        }
        shape.tuple_shapes.iter().map(types::tensor).collect()
    }

    /// The `n`th computation that it calls.
    pub(super) fn called(&self, n: usize) -> Read<&'a Body<'m>> {
        let found = self.reader.view.called(self.instruction, n);
        found.ok_or_else(|| Fault::Wrong(format!("calls no computation as its number {n}")))
    }

    /// Numbers of axes below `rank`.
    pub(super) fn axes(&self, numbers: &[i64], rank: usize) -> Read<Vec<usize>> {
        let each = numbers.iter().map(|&axis| self.axis(axis, rank));
        let axes: Vec<usize> = each.collect::<Read<_>>()?;
        let mut sorted = axes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() == axes.len() { Ok(axes) } else { wrong(format!("names axes {axes:?}")) }
    }

    pub(super) fn axis(&self, number: i64, rank: usize) -> Read<usize> {
        let axis = usize::try_from(number).ok().filter(|&axis| axis < rank);
        axis.ok_or_else(|| Fault::Wrong(format!("names axis {number} of {rank}")))
    }

    pub(super) fn scalar(&self, dtype: DType, value: f64) -> Tensor {
        self.reader.builder.scalar(dtype, value)
    }

    pub(super) fn constant(&self, literal: Literal) -> Tensor {
        self.reader.builder.constant(literal)
    }

    /// One value everywhere.
    pub(super) fn full(&self, ty: &TensorType, value: f64) -> Read<Tensor> {
        Ok(self.reader.builder.full(ty.dtype, ty.shape.clone(), value)?)
    }

    /// `0, 1, 2, …` in i32 along an axis.
    pub(super) fn iota(&self, shape: &[usize], axis: usize) -> Read<Tensor> {
        super::limits::check_extents(shape)?;
        Ok(self.reader.builder.iota(DType::I32, Shape::from(shape), axis)?)
    }

    pub(super) fn apply(&self, op: Op, args: &[&Tensor]) -> Read<Tensor> {
        Ok(self.reader.builder.apply(op, args)?)
    }
}

/// An extent or a number of elements.
pub(super) fn extent(number: i64) -> Read<usize> {
    let limit = super::limits::ELEMENTS;
    let extent = usize::try_from(number).ok().filter(|&extent| extent <= limit);
    extent.ok_or_else(|| Fault::Wrong(format!("has {number} where an extent should be")))
}

/// A number that counts from 1; 0 stands for 1, as where nothing is written.
pub(super) fn count(number: i64) -> Read<usize> {
    extent(number).map(|count| count.max(1))
}

/// The order that puts `first` before all other axes of `rank`.
pub(super) fn leading(first: &[usize], rank: usize) -> Vec<usize> {
    let rest = (0..rank).filter(|axis| !first.contains(axis));
    first.iter().copied().chain(rest).collect()
}

/// The order that undoes an order.
pub(super) fn inverse(order: &[usize]) -> Vec<usize> {
    let mut inverse = vec![0; order.len()];
    for (to, &from) in order.iter().enumerate() {
        inverse[from] = to;
    }
    inverse
}

/// The axes in another order; nothing where it is theirs already.
pub(super) fn transposed(x: &Tensor, order: &[usize]) -> Read<Tensor> {
    let same = order.iter().enumerate().all(|(i, &axis)| i == axis);
    if same && order.len() == x.rank() { Ok(x.clone()) } else { Ok(x.transpose(order)?) }
}
