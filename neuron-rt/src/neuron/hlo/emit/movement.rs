//! What moves elements without changing them.

use super::{Emitter, Value};
use crate::graph::{Shape, TensorType};
use crate::neuron::hlo::element::longs;
use crate::neuron::hlo::proto;

impl Emitter {
    /// The same elements under another shape.
    pub(in crate::neuron::hlo) fn reshape(&mut self, x: &Value, dims: &[usize]) -> Value {
        if *x.ty.shape == *dims {
            return x.clone();
        }
        self.tensor("reshape", TensorType::new(x.ty.dtype, dims), &[x], |_| {})
    }

    /// Axis `i` of the result is axis `order[i]`.
    pub(in crate::neuron::hlo) fn transpose(&mut self, x: &Value, order: &[usize]) -> Value {
        let dims: Vec<usize> = order.iter().map(|&axis| x.ty.shape[axis]).collect();
        let ty = TensorType::new(x.ty.dtype, dims);
        self.tensor("transpose", ty, &[x], |i| i.dimensions = longs(order))
    }

    /// Axis `i` becomes axis `dims[i]` of the result; extents of 1 are repeated.
    pub(in crate::neuron::hlo) fn broadcast(
        &mut self,
        x: &Value,
        shape: &Shape,
        dims: &[usize],
    ) -> Value {
        // XLA repeats along new axes alone: an extent of 1 that grows is taken away before.
        let stays = |&(i, &axis): &(usize, &usize)| x.ty.shape[i] == shape[axis];
        let kept: Vec<(usize, usize)> =
            dims.iter().enumerate().filter(stays).map(|(i, &axis)| (i, axis)).collect();
        let extents: Vec<usize> = kept.iter().map(|&(i, _)| x.ty.shape[i]).collect();
        let x = self.reshape(x, &extents);
        let axes: Vec<i64> = kept.iter().map(|&(_, axis)| axis as i64).collect();
        let ty = TensorType::new(x.ty.dtype, shape.clone());
        self.tensor("broadcast", ty, &[&x], |i| i.dimensions = axes)
    }

    /// Elements `starts..limits` by `strides`.
    pub(in crate::neuron::hlo) fn slice(
        &mut self,
        x: &Value,
        starts: &[usize],
        limits: &[usize],
        strides: &[usize],
    ) -> Value {
        let axes = starts.iter().zip(limits).zip(strides);
        let dims: Vec<usize> = axes.clone().map(|((s, l), by)| (l - s).div_ceil(*by)).collect();
        let slices = axes.map(|((&start, &limit), &stride)| proto::SliceDimension {
            start: start as i64,
            limit: limit as i64,
            stride: stride as i64,
        });
        let slices: Vec<_> = slices.collect();
        let ty = TensorType::new(x.ty.dtype, dims);
        self.tensor("slice", ty, &[x], |i| i.slice_dimensions = slices)
    }

    /// Elements `start..limit` of one axis.
    pub(in crate::neuron::hlo) fn narrow(
        &mut self,
        x: &Value,
        axis: usize,
        start: usize,
        limit: usize,
    ) -> Value {
        if start == 0 && limit == x.ty.shape[axis] {
            return x.clone();
        }
        let mut starts = vec![0; x.ty.shape.rank()];
        let mut limits = x.ty.shape.to_vec();
        (starts[axis], limits[axis]) = (start, limit);
        let strides = vec![1; starts.len()];
        self.slice(x, &starts, &limits, &strides)
    }

    /// Cells of one value `[before, after, between]` along each axis.
    pub(in crate::neuron::hlo) fn pad(
        &mut self,
        x: &Value,
        cells: &[[usize; 3]],
        value: f64,
    ) -> Value {
        if cells.iter().all(|&c| c == [0; 3]) {
            return x.clone();
        }
        let filling = self.scalar(x.ty.dtype, value);
        let extents = x.ty.shape.iter().zip(cells);
        let dims: Vec<usize> = extents
            .map(|(&n, [low, high, between])| low + n + n.saturating_sub(1) * between + high)
            .collect();
        let dimensions = cells.iter().map(|&[low, high, between]| proto::PaddingDimension {
            edge_padding_low: low as i64,
            edge_padding_high: high as i64,
            interior_padding: between as i64,
        });
        let config = proto::PaddingConfig { dimensions: dimensions.collect() };
        let ty = TensorType::new(x.ty.dtype, dims);
        self.tensor("pad", ty, &[x, &filling], |i| i.padding_config = Some(config))
    }

    /// One after another along an axis.
    pub(in crate::neuron::hlo) fn concatenate(&mut self, parts: &[&Value], axis: usize) -> Value {
        let extent = parts.iter().map(|part| part.ty.shape[axis]).sum();
        let ty = TensorType::new(parts[0].ty.dtype, parts[0].ty.shape.with(axis, extent));
        self.tensor("concatenate", ty, parts, |i| i.dimensions = vec![axis as i64])
    }

    /// The order along each of the axes turned round.
    pub(in crate::neuron::hlo) fn reverse(&mut self, x: &Value, axes: &[usize]) -> Value {
        self.tensor("reverse", x.ty.clone(), &[x], |i| i.dimensions = longs(axes))
    }

    /// The same value under another name.
    pub(in crate::neuron::hlo) fn copy(&mut self, x: &Value) -> Value {
        self.tensor("copy", x.ty.clone(), &[x], |_| {})
    }
}
