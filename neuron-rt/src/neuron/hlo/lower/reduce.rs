//! Joining elements along axes.

use super::super::emit::{Combiner, Emitter, Value};
use crate::graph::{DType, ReduceOp, TensorType};

pub(super) fn reduce(out: &mut Emitter, op: ReduceOp, axes: &[usize], x: &Value) -> Value {
    let dtype = x.ty.dtype;
    let how = match (op, dtype) {
        (ReduceOp::Max, DType::Bool) => Combiner::Or,
        (ReduceOp::Min, DType::Bool) => Combiner::And,
        (ReduceOp::Sum, _) => Combiner::Add,
        (ReduceOp::Prod, _) => Combiner::Multiply,
        (ReduceOp::Max, _) => Combiner::Maximum,
        (ReduceOp::Min, _) => Combiner::Minimum,
    };
    let wide = out.widen(x);
    let joined = out.reduce(&wide, axes, how);
    out.convert(&joined, dtype)
}

/// Sum over replicas; 16-bit floats are summed in f32.
pub(super) fn all_reduce(out: &mut Emitter, x: &Value, replicas: usize) -> Value {
    let wide = out.widen(x);
    let sum = out.all_reduce(&wide, replicas);
    out.convert(&sum, x.ty.dtype)
}

/// The extreme, then the least index whose element equals it or is NaN.
pub(super) fn arg_reduce(out: &mut Emitter, max: bool, axis: usize, x: &Value) -> Value {
    let ids = TensorType::new(DType::I32, x.ty.shape.clone());
    let ids = out.iota(&ids, axis);
    let hit = extreme(out, max, axis, x, None);
    first(out, axis, &hit, &ids)
}

/// Where the extreme elements along an axis are, among those that `left` allows.
pub(super) fn extreme(
    out: &mut Emitter,
    max: bool,
    axis: usize,
    x: &Value,
    left: Option<&Value>,
) -> Value {
    let how = if max { Combiner::Maximum } else { Combiner::Minimum };
    let shown = match left {
        None => x.clone(),
        Some(left) => {
            let nothing = out.splat(&x.ty, how.identity(x.ty.dtype));
            out.select(left, x, &nothing)
        }
    };
    let found = out.reduce(&shown, &[axis], how);
    let kept: Vec<usize> = (0..x.ty.shape.rank()).filter(|&a| a != axis).collect();
    let found = out.broadcast(&found, &x.ty.shape, &kept);
    let mut hit = out.compare("EQ", x, &found);
    if x.ty.dtype.is_float() {
        let not_a_number = out.compare("NE", x, x);
        hit = out.binary("or", &hit, &not_a_number);
    }
    match left {
        None => hit,
        Some(left) => out.binary("and", &hit, left),
    }
}

/// The least of the numbers that are hit along an axis.
pub(super) fn first(out: &mut Emitter, axis: usize, hit: &Value, ids: &Value) -> Value {
    let beyond = out.splat(&ids.ty, ids.ty.shape[axis] as f64);
    let candidates = out.select(hit, ids, &beyond);
    out.reduce(&candidates, &[axis], Combiner::Minimum)
}

/// Sums over 2, 4, 8, … neighbours: as many additions of the whole as the extent has binary digits.
pub(super) fn cumulative_sum(out: &mut Emitter, x: &Value, axis: usize, reverse: bool) -> Value {
    let extent = x.ty.shape[axis];
    let mut sum = out.widen(x);
    let mut reach = 1;
    while reach < extent {
        let mut cells = vec![[0; 3]; x.ty.shape.rank()];
        let shifted = if reverse {
            cells[axis] = [0, reach, 0];
            out.narrow(&sum, axis, reach, extent)
        } else {
            cells[axis] = [reach, 0, 0];
            out.narrow(&sum, axis, 0, extent - reach)
        };
        let shifted = out.pad(&shifted, &cells, 0.0);
        sum = out.binary("add", &sum, &shifted);
        reach *= 2;
    }
    out.convert(&sum, x.ty.dtype)
}

/// The one element along the last axis that is chosen.
pub(super) fn chosen(out: &mut Emitter, this: &Value, x: &Value) -> Value {
    let nothing = out.splat(&x.ty, Combiner::Maximum.identity(x.ty.dtype));
    let shown = out.select(this, x, &nothing);
    out.reduce(&shown, &[x.ty.shape.rank() - 1], Combiner::Maximum)
}
