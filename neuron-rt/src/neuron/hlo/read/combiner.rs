//! What a computation of two scalars does, where it is one operation.

use super::fault::{Read, missing};
use crate::graph::{BinaryOp, DType, ReduceOp, Tensor};
use crate::neuron::hlo::View;
use crate::neuron::hlo::view::Body;

/// A computation that joins two scalars by one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combiner {
    Add,
    Multiply,
    Maximum,
    Minimum,
    And,
    Or,
    /// The second takes the place of the first.
    Assign,
}

impl Combiner {
    /// The operation of a computation, its operands in either order.
    pub(super) fn of(view: &View<'_>, body: &Body<'_>) -> Option<Self> {
        Self::within(view, body, 4)
    }

    fn within(view: &View<'_>, body: &Body<'_>, depth: u32) -> Option<Self> {
        let root = body.origin(body.root()?);
        let operand = |n| {
            let from = body.origin(body.operand(root, n)?);
            (from.opcode == "parameter").then_some(from.parameter_number)
        };
        if root.opcode == "parameter" {
            return (root.parameter_number == 1).then_some(Self::Assign);
        }
        let both = [operand(0)?, operand(1)?];
        if both != [0, 1] && both != [1, 0] {
            return None;
        }
        Some(match root.opcode.as_str() {
            "add" => Self::Add,
            "multiply" => Self::Multiply,
            "maximum" => Self::Maximum,
            "minimum" => Self::Minimum,
            "and" => Self::And,
            "or" => Self::Or,
            "call" if depth > 0 => return Self::within(view, view.called(root, 0)?, depth - 1),
            _ => return None,
        })
    }

    /// The reduction that joins so; truth values are joined as u8.
    pub(super) fn reduction(self, dtype: DType) -> Option<ReduceOp> {
        Some(match (self, dtype) {
            (Self::Add | Self::Maximum | Self::Or, DType::Bool) => ReduceOp::Max,
            (Self::Multiply | Self::Minimum | Self::And, DType::Bool) => ReduceOp::Min,
            (Self::Add, _) => ReduceOp::Sum,
            (Self::Multiply, _) => ReduceOp::Prod,
            (Self::Maximum, _) => ReduceOp::Max,
            (Self::Minimum, _) => ReduceOp::Min,
            _ => return None,
        })
    }

    /// What joining nothing gives.
    pub(super) fn identity(self, dtype: DType) -> Option<f64> {
        let (least, largest) = match dtype {
            DType::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
            DType::U32 => (0.0, f64::from(u32::MAX)),
            DType::U8 => (0.0, f64::from(u8::MAX)),
            DType::Bool => (0.0, 1.0),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        Some(match self {
            Self::Add | Self::Or => 0.0,
            Self::Multiply => 1.0,
            Self::And if dtype == DType::Bool => 1.0,
            Self::Maximum => least,
            Self::Minimum => largest,
            Self::And | Self::Assign => return None,
        })
    }

    /// Joins two tensors, element by element.
    pub(super) fn join(self, a: &Tensor, b: &Tensor) -> Read<Tensor> {
        let truth = a.dtype() == DType::Bool;
        let op = match self {
            Self::Add | Self::Maximum if truth => BinaryOp::Or,
            Self::Multiply | Self::Minimum if truth => BinaryOp::And,
            Self::Add => BinaryOp::Add,
            Self::Multiply => BinaryOp::Mul,
            Self::Maximum => BinaryOp::Max,
            Self::Minimum => BinaryOp::Min,
            Self::And => BinaryOp::And,
            Self::Or => BinaryOp::Or,
            Self::Assign => return Ok(b.clone()),
        };
        if matches!(op, BinaryOp::And | BinaryOp::Or) && a.dtype().is_float() {
            return missing("a logical operation on floats");
        }
        Ok(a.builder().apply(op.into(), &[a, b])?)
    }
}
