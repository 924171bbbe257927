//! Moving elements without changing them.

use super::transfer;
use crate::graph::{Literal, Shape, TensorType};
use candle_core::{Device, Result, Tensor};

pub(super) fn reshape(x: &Tensor, shape: &Shape) -> Result<Tensor> {
    x.reshape(shape.dims())
}

pub(super) fn transpose(x: &Tensor, perm: &[usize]) -> Result<Tensor> {
    if perm.is_empty() { Ok(x.clone()) } else { x.permute(perm)?.contiguous() }
}

pub(super) fn broadcast(x: &Tensor, shape: &Shape, dims: &[usize]) -> Result<Tensor> {
    let mut aligned = vec![1; shape.rank()];
    for (&axis, &extent) in dims.iter().zip(x.dims()) {
        aligned[axis] = extent;
    }
    x.reshape(aligned)?.broadcast_as(shape.dims())?.contiguous()
}

/// `count` elements along `axis`, from `start` by `step`.
pub(super) fn strided(
    x: &Tensor,
    axis: usize,
    start: usize,
    step: usize,
    count: usize,
) -> Result<Tensor> {
    if step == 1 || count <= 1 {
        return x.narrow(axis, start, count)?.contiguous();
    }
    let places: Vec<u32> = (0..count).map(|i| (start + i * step) as u32).collect();
    x.contiguous()?.index_select(&Tensor::from_vec(places, count, x.device())?, axis)
}

pub(super) fn slice(
    x: &Tensor,
    starts: &[usize],
    strides: &[usize],
    result: &TensorType,
) -> Result<Tensor> {
    let mut y = x.clone();
    for axis in 0..starts.len() {
        y = strided(&y, axis, starts[axis], strides[axis], result.shape[axis])?;
    }
    Ok(y)
}

/// Cells of the value of `cell` (one element) before, after and between the elements of an axis.
pub(super) fn pad_axis(
    x: &Tensor,
    axis: usize,
    [low, high, interior]: [usize; 3],
    cell: &Tensor,
) -> Result<Tensor> {
    let extent = x.dims()[axis];
    let cells = |count: usize| {
        let mut dims = x.dims().to_vec();
        dims[axis] = count;
        cell.broadcast_as(dims)?.contiguous()
    };
    let mut y = x.clone();
    if interior > 0 && extent > 1 {
        // Every element with cells behind it, less those behind the last.
        let mut dims = x.dims().to_vec();
        dims.insert(axis + 1, 1);
        let elements = x.reshape(dims.clone())?;
        dims[axis + 1] = interior;
        let between = cell.broadcast_as(dims)?.contiguous()?;
        let joined = Tensor::cat(&[&elements, &between], axis + 1)?;
        let mut flat = x.dims().to_vec();
        flat[axis] = extent * (interior + 1);
        y = joined.reshape(flat)?.narrow(axis, 0, extent * (interior + 1) - interior)?;
    }
    let mut parts = Vec::with_capacity(3);
    if low > 0 {
        parts.push(cells(low)?);
    }
    if extent > 0 {
        parts.push(y.contiguous()?);
    }
    if high > 0 {
        parts.push(cells(high)?);
    }
    if parts.is_empty() { Ok(y) } else { Tensor::cat(&parts, axis)?.contiguous() }
}

pub(super) fn pad(
    x: &Tensor,
    [low, high, interior]: [&[usize]; 3],
    value: f64,
    result: &TensorType,
) -> Result<Tensor> {
    if x.elem_count() == 0 {
        return transfer::full(result, value, x.device());
    }
    let cell = transfer::from_literal(&Literal::scalar(result.dtype, value), x.device())?;
    let mut y = x.clone();
    for axis in 0..x.rank() {
        y = pad_axis(&y, axis, [low[axis], high[axis], interior[axis]], &cell)?;
    }
    Ok(y)
}

pub(super) fn concat(args: &[Tensor], axis: usize) -> Result<Tensor> {
    let filled: Vec<&Tensor> = args.iter().filter(|x| x.elem_count() > 0).collect();
    Tensor::cat(&filled, axis)?.contiguous()
}

pub(super) fn reverse(x: &Tensor, axes: &[usize]) -> Result<Tensor> {
    x.contiguous()?.flip(axes)
}

pub(super) fn iota(result: &TensorType, axis: usize, device: &Device) -> Result<Tensor> {
    let counts: Vec<f64> = (0..result.shape[axis]).map(|i| i as f64).collect();
    let literal = Literal::from_f64(result.dtype, [counts.len()], &counts)
        .map_err(|e| candle_core::Error::Msg(e.to_string()))?;
    broadcast(&transfer::from_literal(&literal, device)?, &result.shape, &[axis])
}
