//! Pooling over windows of the last two axes, position by position within the window.

use super::elementwise::{is_nan, maximum};
use super::precision::in_wide;
use super::structure::{pad_axis, strided};
use super::transfer;
use crate::graph::{ReduceOp, TensorType, WindowSpec};
use candle_core::{DType, Result, Tensor};

/// The window's cells, row by row.
fn cells(spec: &WindowSpec) -> impl Iterator<Item = [usize; 2]> + use<> {
    let [height, width] = spec.size;
    (0..height).flat_map(move |i| (0..width).map(move |j| [i, j]))
}

fn padded(x: &Tensor, spec: &WindowSpec, value: f64) -> Result<Tensor> {
    let cell = Tensor::ones((), x.dtype(), x.device())?.affine(value, 0.0)?;
    let mut x = x.clone();
    for axis in 0..2 {
        let [low, high] = spec.padding[axis];
        x = pad_axis(&x, axis + 2, [low, high, 0], &cell)?;
    }
    Ok(x)
}

/// One cell of every window.
fn seen(padded: &Tensor, spec: &WindowSpec, cell: [usize; 2], out: &[usize]) -> Result<Tensor> {
    let mut x = padded.clone();
    for axis in 0..2 {
        x = strided(&x, axis + 2, cell[axis], spec.stride[axis], out[axis])?;
    }
    Ok(x)
}

/// The adjoint of `seen`: one cell of every window put back into an input of `[h, w]` cells.
fn unseen(
    windows: &Tensor,
    spec: &WindowSpec,
    cell: [usize; 2],
    input: &[usize],
) -> Result<Tensor> {
    let zero = Tensor::zeros((), windows.dtype(), windows.device())?;
    let mut x = windows.clone();
    for axis in 0..2 {
        let span = (x.dims()[axis + 2] - 1) * spec.stride[axis] + 1;
        let [before, after] = spec.padding[axis];
        let high = before + input[axis] + after - cell[axis] - span;
        x = pad_axis(&x, axis + 2, [cell[axis], high, spec.stride[axis] - 1], &zero)?;
        x = x.narrow(axis + 2, before, input[axis])?.contiguous()?;
    }
    Ok(x)
}

pub(super) fn window(
    op: ReduceOp,
    spec: &WindowSpec,
    x: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    let out = &result.shape[2..];
    let (value, what) = match op {
        ReduceOp::Max => (f64::NEG_INFINITY, "maximum"),
        ReduceOp::Sum => (0.0, "sum"),
        _ => candle_core::bail!("a window joins by maximum or by sum"),
    };
    if x.elem_count() == 0 {
        return transfer::full(result, value, x.device());
    }
    in_wide([x], |[x]| {
        let x = padded(&x, spec, value)?;
        let mut joined: Option<Tensor> = None;
        for cell in cells(spec) {
            let cell = seen(&x, spec, cell, out)?;
            joined = Some(match joined {
                None => cell,
                Some(before) if op == ReduceOp::Max => maximum(&before, &cell)?,
                Some(before) => before.add(&cell)?,
            });
        }
        joined.ok_or_else(|| candle_core::Error::Msg(format!("a {what} of no cells")))
    })
}

pub(super) fn sum_grad(spec: &WindowSpec, grad: &Tensor, result: &TensorType) -> Result<Tensor> {
    in_wide([grad], |[grad]| {
        let mut sum = Tensor::zeros(result.shape.dims(), grad.dtype(), grad.device())?;
        for cell in cells(spec) {
            sum = sum.add(&unseen(&grad, spec, cell, &result.shape[2..])?)?;
        }
        Ok(sum)
    })
}

/// The first cell of each window that is its maximum takes the gradient whole; a padded cell never.
pub(super) fn max_grad(
    spec: &WindowSpec,
    x: &Tensor,
    grad: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    in_wide([x, grad], |[x, grad]| {
        let out = &grad.dims()[2..];
        let input = &result.shape[2..];
        let real = padded(&x.zeros_like()?.eq(&x.zeros_like()?)?.to_dtype(DType::F32)?, spec, 0.0)?;
        let x = padded(&x, spec, f64::NEG_INFINITY)?;
        let mut top: Option<Tensor> = None;
        for cell in cells(spec) {
            let cell = seen(&x, spec, cell, out)?;
            top = Some(match top {
                None => cell,
                Some(before) => maximum(&before, &cell)?,
            });
        }
        let Some(top) = top else { candle_core::bail!("a maximum of no cells") };
        let mut free = top.ones_like()?.to_dtype(DType::U8)?;
        let mut sum = Tensor::zeros(result.shape.dims(), grad.dtype(), grad.device())?;
        let nothing = grad.zeros_like()?;
        for cell in cells(spec) {
            let value = seen(&x, spec, cell, out)?;
            let is_real = seen(&real, spec, cell, out)?.to_dtype(DType::U8)?;
            let both_nan = is_nan(&value)?.mul(&is_nan(&top)?)?;
            let is_top = value.eq(&top)?.maximum(&both_nan)?;
            let wins = is_top.mul(&is_real)?.mul(&free)?;
            free = wins.where_cond(&free.zeros_like()?, &free)?;
            let taken = wins.where_cond(&grad, &nothing)?;
            sum = sum.add(&unseen(&taken, spec, cell, input)?)?;
        }
        Ok(sum)
    })
}
