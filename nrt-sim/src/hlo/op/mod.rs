//! What an instruction does, with its attributes checked.

mod arithmetic;
mod collective;
mod dimension_numbers;
mod window;

pub(crate) use arithmetic::{Binary, Direction, Unary};
pub(crate) use collective::{Collective, Exchange};
pub(crate) use dimension_numbers::{
    ConvolutionDims, DotDims, GatherDims, ScatterDims, SliceRange, StridedPadding,
};
pub(crate) use window::{Window, WindowDim};

use super::evaluate::Value;

/// What an instruction does, with its attributes checked against its operands' shapes.
///
/// Computations are numbers in the module's list.
#[derive(Debug)]
pub(crate) enum Op {
    /// A parameter of the computation.
    Parameter(usize),
    /// A value that the module holds.
    Constant(Value),
    /// Counts along a dimension.
    Iota { dimension: usize },
    /// A function of each element.
    Unary(Unary),
    /// A function of two elements each.
    Binary(Binary),
    /// A comparison of two elements each; floats may be ordered totally, from -NaN to +NaN.
    Compare { direction: Direction, total_order: bool },
    /// The second operand's elements where the first is true, else the third's.
    Select,
    /// min(max(low, x), high).
    Clamp,
    /// Another type's nearest value.
    Convert,
    /// Another type of the same bits.
    BitcastConvert,
    /// The operand itself: `copy`, `opt-barrier`, `reshape`.
    Identity,
    /// Operand dimension `i` becomes dimension `dimensions[i]`; others repeat.
    Broadcast { dimensions: Vec<usize> },
    /// Dimension `i` of the result is dimension `permutation[i]` of the operand.
    Transpose { permutation: Vec<usize> },
    /// Dimensions turned round.
    Reverse { dimensions: Vec<usize> },
    /// Every `stride`th element of a range.
    Slice(Vec<SliceRange>),
    /// A block whose place the other operands say.
    DynamicSlice,
    /// The operand with a block written over.
    DynamicUpdateSlice,
    /// Operands one behind the other.
    Concatenate { dimension: usize },
    /// Elements around and between those of the operand.
    Pad(Vec<StridedPadding>),
    /// Combines elements along dimensions.
    Reduce { dimensions: Vec<usize>, computation: usize },
    /// Combines the elements of each window.
    ReduceWindow { window: Window, computation: usize },
    /// Adds a source to those elements that `select` chooses in each window.
    SelectAndScatter { window: Window, select: usize, scatter: usize },
    /// Sums of products.
    Dot(DotDims),
    /// Sums of products within windows.
    Convolution(Box<ConvolutionDims>),
    /// Slices from places that an array says.
    Gather(Box<GatherDims>),
    /// Updates combined into places that an array says.
    Scatter(Box<ScatterDims>),
    /// Arrays sorted along a dimension by a comparator.
    Sort { dimension: usize, comparator: usize },
    /// Repeats `body` while `condition` holds.
    While { condition: usize, body: usize },
    /// One of several computations.
    Conditional { branches: Vec<usize> },
    /// Another computation.
    Call { computation: usize },
    /// Several values as one.
    Tuple,
    /// One of a tuple's values.
    GetTupleElement(usize),
    /// An exchange with other devices.
    Collective(Box<Collective>),
    /// `AwsNeuronTopK`: the k greatest values of the last dimension and their places.
    TopK { k: usize },
}

impl Op {
    /// The computations that the operation calls.
    pub(crate) fn called(&self) -> Vec<usize> {
        match self {
            Op::Reduce { computation, .. }
            | Op::ReduceWindow { computation, .. }
            | Op::Call { computation } => vec![*computation],
            Op::SelectAndScatter { select, scatter, .. } => vec![*select, *scatter],
            Op::Scatter(dims) => vec![dims.computation],
            Op::Sort { comparator, .. } => vec![*comparator],
            Op::While { condition, body } => vec![*condition, *body],
            Op::Conditional { branches } => branches.clone(),
            _ => Vec::new(),
        }
    }
}
