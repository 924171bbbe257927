//! What is known of a value before anything runs.

use crate::graph::{BinaryOp, Graph, Literal, Op, Tensor, ValueId};

/// The one value that all elements have, where that can be told.
pub(super) fn splat(x: &Tensor) -> Option<f64> {
    x.builder().with_graph(|graph| {
        let mut value = x.id();
        loop {
            let node = graph.producer(value);
            match &node.op {
                Op::Constant(literal) => return literal.splat(),
                Op::Broadcast { .. } | Op::Reshape(_) | Op::Transpose(_) | Op::Slice { .. } => {
                    value = node.inputs[0];
                }
                Op::Cast(dtype) if dtype.is_float() => value = node.inputs[0],
                _ => return None,
            }
        }
    })
}

/// The value of a constant.
pub(super) fn constant(x: &Tensor) -> Option<Literal> {
    x.builder().with_graph(|graph| match &graph.producer(x.id()).op {
        Op::Constant(literal) => Some(literal.clone()),
        _ => None,
    })
}

/// The largest that an element of a tensor of u32 can be if it is computed without end: of counts and
/// constants, their sums and products.
pub(super) fn bound(x: &Tensor) -> Option<f64> {
    fn of(graph: &Graph, value: ValueId, depth: u32) -> Option<f64> {
        let node = graph.producer(value);
        let operand = |n: usize| of(graph, *node.inputs.get(n)?, depth.checked_sub(1)?);
        match &node.op {
            Op::Constant(literal) => Some(literal.to_f64().into_iter().fold(0.0, f64::max)),
            Op::Iota { shape, axis, .. } => Some(shape[*axis] as f64),
            Op::Broadcast { .. } | Op::Reshape(_) | Op::Transpose(_) | Op::Slice { .. } => {
                operand(0)
            }
            Op::Binary(BinaryOp::Add) => Some(operand(0)? + operand(1)?),
            Op::Binary(BinaryOp::Mul) => Some(operand(0)? * operand(1)?),
            _ => None,
        }
    }
    x.builder().with_graph(|graph| of(graph, x.id(), 16))
}

/// Along which axis a value counts 0, 1, 2, …, where it does.
pub(super) fn counts_along(x: &Tensor) -> Option<usize> {
    x.builder().with_graph(|graph| {
        let mut value = x.id();
        // Where the axis looked for goes on the way down.
        let mut steps: Vec<Vec<usize>> = Vec::new();
        loop {
            let node = graph.producer(value);
            match &node.op {
                Op::Iota { axis, .. } => {
                    let through = |axis: usize, step: &Vec<usize>| step.get(axis).copied();
                    return steps.iter().rev().try_fold(*axis, through);
                }
                Op::Broadcast { dims, .. } => {
                    let from = graph.ty(node.inputs[0]);
                    let kept = (0..from.shape.rank())
                        .all(|i| from.shape[i] == graph.ty(value).shape[dims[i]]);
                    if !kept {
                        return None;
                    }
                    steps.push(dims.clone());
                    value = node.inputs[0];
                }
                _ => return None,
            }
        }
    })
}
