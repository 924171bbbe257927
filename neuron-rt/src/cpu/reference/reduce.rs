//! Joining elements along axes.

use super::elementwise::{self, is_nan};
use super::precision::{in_wide, narrow, widen};
use super::transfer;
use crate::graph::{BinaryOp, DType, ReduceOp, TensorType};
use candle_core::{Result, Tensor};

/// The axes moved to the end and joined to one: `[kept, joined]`.
fn rows(x: &Tensor, axes: &[usize]) -> Result<Tensor> {
    let kept = (0..x.rank()).filter(|axis| !axes.contains(axis));
    let order: Vec<usize> = kept.chain(axes.iter().copied()).collect();
    let joined: usize = axes.iter().map(|&axis| x.dims()[axis]).product();
    let moved = if order.is_empty() { x.clone() } else { x.permute(order)?.contiguous()? };
    moved.reshape((x.elem_count() / joined, joined))
}

/// What joining no elements gives.
fn identity(op: ReduceOp, dtype: DType) -> f64 {
    let (least, largest) = match dtype {
        DType::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        DType::U32 => (0.0, f64::from(u32::MAX)),
        DType::U8 | DType::Bool => (0.0, f64::from(u8::MAX)),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    };
    match op {
        ReduceOp::Sum => 0.0,
        ReduceOp::Prod => 1.0,
        ReduceOp::Max => least,
        ReduceOp::Min => largest,
    }
}

pub(super) fn reduce(
    op: ReduceOp,
    axes: &[usize],
    x: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    if x.elem_count() == 0 {
        return transfer::full(result, identity(op, result.dtype), x.device());
    }
    let x = rows(x, axes)?;
    let y = match op {
        ReduceOp::Sum => in_wide([&x], |[x]| x.sum(1))?,
        ReduceOp::Prod => narrow(&product(widen_floats(&x)?)?, x.dtype())?,
        ReduceOp::Max => extreme(&x, x.max(1)?)?,
        ReduceOp::Min => extreme(&x, x.min(1)?)?,
    };
    y.reshape(result.shape.dims())
}

/// Integers stay: their products wrap step by step.
fn widen_floats(x: &Tensor) -> Result<Tensor> {
    if x.dtype().is_float() { widen(x) } else { Ok(x.clone()) }
}

/// The product of each row, by halves.
fn product(mut x: Tensor) -> Result<Tensor> {
    while x.dims()[1] > 1 {
        let n = x.dims()[1];
        let half = n / 2;
        let left = x.narrow(1, 0, half)?.contiguous()?;
        let right = x.narrow(1, half, half)?.contiguous()?;
        let mut parts = vec![elementwise::binary(BinaryOp::Mul, &left, &right)?];
        if n % 2 == 1 {
            parts.push(x.narrow(1, n - 1, 1)?.contiguous()?);
        }
        x = Tensor::cat(&parts, 1)?;
    }
    x.squeeze(1)
}

/// The extreme element of each row; NaN where the row has one (candle's comparison passes it over).
fn extreme(x: &Tensor, found: Tensor) -> Result<Tensor> {
    if !x.dtype().is_float() {
        return Ok(found);
    }
    let any = is_nan(x)?.max(1)?;
    let nan = found.ones_like()?.affine(f64::NAN, 0.0)?;
    any.where_cond(&nan, &found)
}

/// Index of the extreme element, the first of equals; of the first NaN where there is one.
pub(super) fn arg_reduce(
    max: bool,
    axis: usize,
    x: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    let x = rows(x, &[axis])?;
    let mut found = if max { x.argmax(1)? } else { x.argmin(1)? };
    if x.dtype().is_float() {
        let nan = is_nan(&x)?;
        found = nan.max(1)?.where_cond(&nan.argmax(1)?, &found)?;
    }
    found.to_dtype(candle_core::DType::I32)?.reshape(result.shape.dims())
}

pub(super) fn cumulative_sum(x: &Tensor, axis: usize, reverse: bool) -> Result<Tensor> {
    let dims = x.dims();
    let (extent, inner) = (dims[axis], dims[axis + 1..].iter().product::<usize>());
    let lines = x.reshape((x.elem_count() / (extent * inner), extent, inner))?;
    let sums = in_wide([&lines], |[x]| {
        let mut sums: Vec<Tensor> = Vec::with_capacity(extent);
        for turn in 0..extent {
            let at = if reverse { extent - 1 - turn } else { turn };
            let slice = x.narrow(1, at, 1)?.contiguous()?;
            sums.push(match sums.last() {
                Some(before) => before.add(&slice)?,
                None => slice,
            });
        }
        if reverse {
            sums.reverse();
        }
        Tensor::cat(&sums, 1)
    })?;
    sums.contiguous()?.reshape(dims)
}
