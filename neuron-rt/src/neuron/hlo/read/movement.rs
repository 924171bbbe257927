//! What moves elements without changing them.

use super::fault::{Read, missing, wrong};
use super::known::splat;
use super::limits::check_extents;
use super::site::{Site, extent, transposed};
use crate::graph::{DType, Op, Tensor};

pub(super) fn broadcast(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    let shape = site.result()?.shape;
    // A scalar that stands for a tensor is as large as it can get.
    if site.reader.lifted.is_some() && x.shape() == &shape {
        return Ok(x.clone());
    }
    let dims = site.axes(&site.instruction.dimensions, shape.rank())?;
    if dims.len() != x.rank() {
        return wrong(format!("puts {} on the axes {dims:?}", x.ty()));
    }
    let mut order: Vec<usize> = (0..dims.len()).collect();
    order.sort_by_key(|&axis| dims[axis]);
    let ascending: Vec<usize> = order.iter().map(|&axis| dims[axis]).collect();
    let x = transposed(x, &order)?;
    Ok(x.broadcast_in_dim(shape, &ascending)?)
}

pub(super) fn reshape(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    Ok(x.reshape(site.result()?.shape)?)
}

pub(super) fn transpose(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    let order = site.axes(&site.instruction.dimensions, x.rank())?;
    transposed(x, &order)
}

pub(super) fn slice(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    let slices = &site.instruction.slice_dimensions;
    let list = |number: fn(&crate::neuron::hlo::proto::SliceDimension) -> i64| {
        slices.iter().map(|slice| extent(number(slice))).collect::<Read<Vec<usize>>>()
    };
    let (starts, limits, strides) = (list(|s| s.start)?, list(|s| s.limit)?, list(|s| s.stride)?);
    Ok(x.slice(&starts, &limits, &strides)?)
}

pub(super) fn concatenate(site: &Site<'_, '_>) -> Read<Tensor> {
    let parts = site.all_tensors()?;
    let rank = site.result()?.shape.rank();
    let axis = site.axis(site.instruction.dimensions.first().copied().unwrap_or(0), rank)?;
    site.apply(Op::Concat { axis }, &parts)
}

pub(super) fn reverse(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x] = site.tensors()?;
    let mut axes = site.axes(&site.instruction.dimensions, x.rank())?;
    axes.sort_unstable();
    if axes.is_empty() { Ok(x.clone()) } else { Ok(x.reverse(&axes)?) }
}

/// What is added to an axis: cells before and after, of which a negative number takes away, and
/// between neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Edge {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) interior: usize,
}

pub(super) fn pad(site: &Site<'_, '_>) -> Read<Tensor> {
    let [x, value] = site.tensors()?;
    let Some(config) = &site.instruction.padding_config else { return wrong("has no padding") };
    let mut edges = Vec::with_capacity(config.dimensions.len());
    for d in &config.dimensions {
        let interior = extent(d.interior_padding)?;
        edges.push(Edge { low: d.edge_padding_low, high: d.edge_padding_high, interior });
    }
    if let Some(value) = splat(value) {
        return padded(x, &edges, value);
    }
    if value.rank() > 0 || value.dtype() != x.dtype() {
        return wrong(format!("fills {} with {}", x.ty(), value.ty()));
    }
    // Where the filling is computed, the cells that are added are chosen by a mask.
    let mask = site.full(&crate::graph::TensorType::new(DType::Bool, x.shape().clone()), 1.0)?;
    let (made, own) = (padded(x, &edges, 0.0)?, padded(&mask, &edges, 0.0)?);
    Ok(own.select(&made, value)?)
}

/// Cells of one value put around and between those of a tensor; then cut where edges are negative.
pub(super) fn padded(x: &Tensor, edges: &[Edge], value: f64) -> Read<Tensor> {
    if edges.len() != x.rank() {
        return wrong(format!("pads {} axes of {}", edges.len(), x.ty()));
    }
    let (mut low, mut high, mut interior) = (Vec::new(), Vec::new(), Vec::new());
    let (mut starts, mut limits) = (Vec::new(), Vec::new());
    for (edge, &cells) in edges.iter().zip(x.shape().iter()) {
        let between = cells.saturating_sub(1).checked_mul(edge.interior);
        let before = usize::try_from(edge.low.max(0)).ok();
        let after = usize::try_from(edge.high.max(0)).ok();
        let whole = [between, Some(cells), before, after]
            .into_iter()
            .try_fold(0, |sum, part| part.and_then(|part| usize::checked_add(sum, part)));
        let (Some(whole), Some(before), Some(after)) = (whole, before, after) else {
            return missing("padding of more than 2^63 cells");
        };
        let cut = |edge: i64| usize::try_from(edge.min(0).unsigned_abs()).unwrap_or(usize::MAX);
        let limit = whole.checked_sub(cut(edge.high)).filter(|&limit| limit >= cut(edge.low));
        let Some(limit) = limit else {
            return wrong(format!("adds {} and {} to {whole} cells", edge.low, edge.high));
        };
        low.push(before);
        high.push(after);
        interior.push(edge.interior);
        starts.push(cut(edge.low));
        limits.push(limit);
    }
    let sum =
        |i: usize| low[i] + high[i] + x.shape()[i] + x.shape()[i].saturating_sub(1) * interior[i];
    let extents: Vec<usize> = (0..x.rank()).map(sum).collect();
    check_extents(&extents)?;
    let mut made = x.clone();
    if extents != x.shape().dims() {
        made = x.pad_interior(&low, &high, &interior, value)?;
    }
    if starts.iter().any(|&start| start > 0) || limits != extents {
        made = made.slice(&starts, &limits, &vec![1; limits.len()])?;
    }
    Ok(made)
}
