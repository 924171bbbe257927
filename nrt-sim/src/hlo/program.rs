//! Computations of a module in their checked form.

use super::op::{Binary, Direction, Op};
use super::shape::Shape;

/// A function: instructions of which each uses earlier ones only.
#[derive(Debug)]
pub(crate) struct Computation {
    /// Name of the computation.
    pub(crate) name: String,
    /// Id in the module.
    pub(crate) id: i64,
    /// Instructions, operands before users.
    pub(crate) instructions: Vec<Instruction>,
    /// The instruction whose value is the result.
    pub(crate) root: usize,
    /// The instruction of each parameter.
    pub(crate) parameters: Vec<usize>,
    /// What the computation is known to do as a whole.
    pub(crate) pattern: Pattern,
    /// Whether it can run on many scalars at once, each operation on all of them.
    pub(crate) liftable: bool,
    /// Depth of the calls below it.
    pub(crate) depth: usize,
    /// Greatest number of bytes that its values hold at one time, calls included.
    pub(crate) peak: u64,
    /// Roughly the operations on single elements of one run, calls included and loops counted once.
    pub(crate) work: u64,
}

impl Computation {
    /// Shape of each parameter.
    pub(crate) fn parameter_shapes(&self) -> impl ExactSizeIterator<Item = &Shape> {
        self.parameters.iter().map(|&index| &self.instructions[index].shape)
    }

    /// The instruction that operand `number` of this one is.
    pub(crate) fn operand(&self, instruction: &Instruction, number: usize) -> Option<&Instruction> {
        instruction.operands.get(number).map(|&index| &self.instructions[index])
    }

    /// Whether the value is that of a constant, however it was moved or converted.
    pub(crate) fn is_constant(&self, instruction: &Instruction) -> bool {
        match instruction.op {
            Op::Constant(_) => true,
            Op::Identity | Op::Convert | Op::Broadcast { .. } => {
                self.operand(instruction, 0).is_some_and(|source| self.is_constant(source))
            }
            _ => false,
        }
    }

    /// Shape of the result.
    pub(crate) fn result(&self) -> &Shape {
        &self.instructions[self.root].shape
    }
}

/// One operation on values of earlier ones.
#[derive(Debug)]
pub(crate) struct Instruction {
    /// Name, unique in the module.
    pub(crate) name: String,
    /// `op_name` of the metadata.
    pub(crate) op_name: Option<String>,
    /// HLO's name of the operation.
    pub(crate) opcode: String,
    /// The operation.
    pub(crate) op: Op,
    /// Instructions whose values it takes.
    pub(crate) operands: Vec<usize>,
    /// For each operand, whether nothing uses its value afterwards.
    pub(crate) dies: Vec<bool>,
    /// Whether anything uses the value.
    pub(crate) used: bool,
    /// Type of the value.
    pub(crate) shape: Shape,
    /// Id in the module.
    pub(crate) id: i64,
    /// Roughly the operations on single elements.
    pub(crate) work: u64,
}

/// What a small computation is known to do as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// Nothing that is known.
    Other,
    /// A commutative function of its two scalar parameters.
    Combine(Binary),
    /// Its second parameter.
    Second,
    /// A comparison of its first two parameters, in that order.
    Compare { direction: Direction, total_order: bool },
}
