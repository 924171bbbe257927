//! Convolution and its two gradients, each as a sum over the kernel's taps of a strided slice times
//! a matrix.

use super::precision::in_wide;
use super::structure::{pad_axis, strided};
use super::transfer;
use crate::graph::{ConvSpec, TensorType};
use candle_core::{Result, Tensor};

/// The extents of a convolution.
struct Extents {
    /// `[h, w]` of the input with its padding.
    padded: [usize; 2],
    /// `[h, w]` of the kernel.
    kernel: [usize; 2],
    /// `[h, w]` of the result.
    out: [usize; 2],
}

impl Extents {
    fn of(spec: &ConvSpec, input: &[usize], kernel: &[usize], out: &[usize]) -> Self {
        let padded = |axis: usize| input[axis] + spec.padding[axis][0] + spec.padding[axis][1];
        Self {
            padded: [padded(0), padded(1)],
            kernel: [kernel[0], kernel[1]],
            out: [out[0], out[1]],
        }
    }

    /// The kernel's taps, row by row.
    fn taps(&self) -> impl Iterator<Item = [usize; 2]> + use<> {
        let [height, width] = self.kernel;
        (0..height).flat_map(move |i| (0..width).map(move |j| [i, j]))
    }

    fn positions(&self) -> usize {
        self.out[0] * self.out[1]
    }

    /// The cells that a tap sees, one a position: `[n, c, positions]`.
    fn seen(&self, spec: &ConvSpec, padded: &Tensor, tap: [usize; 2]) -> Result<Tensor> {
        let mut x = padded.clone();
        for (axis, offset) in tap.into_iter().enumerate() {
            let start = offset * spec.dilation[axis];
            x = strided(&x, axis + 2, start, spec.stride[axis], self.out[axis])?;
        }
        let (n, c) = (x.dims()[0], x.dims()[1]);
        x.reshape((n, c, self.positions()))
    }

    /// What `seen` takes, put back: zeros elsewhere.
    fn unseen(&self, spec: &ConvSpec, cells: &Tensor, tap: [usize; 2]) -> Result<Tensor> {
        let (n, c) = (cells.dims()[0], cells.dims()[1]);
        let mut x = cells.reshape((n, c, self.out[0], self.out[1]))?;
        let zero = Tensor::zeros((), x.dtype(), x.device())?;
        for (axis, offset) in tap.into_iter().enumerate() {
            let low = offset * spec.dilation[axis];
            let span = (self.out[axis] - 1) * spec.stride[axis] + 1;
            let high = self.padded[axis] - low - span;
            x = pad_axis(&x, axis + 2, [low, high, spec.stride[axis] - 1], &zero)?;
        }
        Ok(x)
    }
}

fn padded(x: &Tensor, spec: &ConvSpec) -> Result<Tensor> {
    let zero = Tensor::zeros((), x.dtype(), x.device())?;
    let mut x = x.clone();
    for axis in 0..2 {
        let [low, high] = spec.padding[axis];
        x = pad_axis(&x, axis + 2, [low, high, 0], &zero)?;
    }
    Ok(x)
}

/// Part `group` of `groups` along `axis`.
fn part(x: &Tensor, axis: usize, group: usize, groups: usize) -> Result<Tensor> {
    let extent = x.dims()[axis] / groups;
    x.narrow(axis, group * extent, extent)?.contiguous()
}

/// The weight of one tap, `[o, c]`.
fn matrix(weight: &Tensor, [i, j]: [usize; 2]) -> Result<Tensor> {
    weight.narrow(2, i, 1)?.narrow(3, j, 1)?.squeeze(3)?.squeeze(2)?.contiguous()
}

/// A matrix times each of a batch.
fn times(matrix: &Tensor, batch: &Tensor) -> Result<Tensor> {
    let (rows, columns) = matrix.dims2()?;
    let repeated = matrix.broadcast_as((batch.dims()[0], rows, columns))?.contiguous()?;
    repeated.matmul(&batch.contiguous()?)
}

fn add(sum: Option<Tensor>, term: Tensor) -> Result<Option<Tensor>> {
    match sum {
        Some(sum) => Ok(Some(sum.add(&term)?)),
        None => Ok(Some(term)),
    }
}

pub(super) fn conv(spec: &ConvSpec, x: &Tensor, w: &Tensor, result: &TensorType) -> Result<Tensor> {
    if x.elem_count() == 0 || w.elem_count() == 0 {
        return transfer::zeros(result, x.device());
    }
    let extents = Extents::of(spec, &x.dims()[2..], &w.dims()[2..], &result.shape[2..]);
    in_wide([x, w], |[x, w]| {
        let x = padded(&x, spec)?;
        let mut parts = Vec::with_capacity(spec.groups);
        for group in 0..spec.groups {
            let (x, w) = (part(&x, 1, group, spec.groups)?, part(&w, 0, group, spec.groups)?);
            let mut sum = None;
            for tap in extents.taps() {
                sum = add(sum, times(&matrix(&w, tap)?, &extents.seen(spec, &x, tap)?)?)?;
            }
            parts.extend(sum);
        }
        Tensor::cat(&parts, 1)?.reshape(result.shape.dims())
    })
}

pub(super) fn conv_input_grad(
    spec: &ConvSpec,
    grad: &Tensor,
    w: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    if grad.elem_count() == 0 || w.elem_count() == 0 {
        return transfer::zeros(result, grad.device());
    }
    let extents = Extents::of(spec, &result.shape[2..], &w.dims()[2..], &grad.dims()[2..]);
    in_wide([grad, w], |[grad, w]| {
        let grad = grad.flatten_from(2)?;
        let mut parts = Vec::with_capacity(spec.groups);
        for group in 0..spec.groups {
            let (grad, w) = (part(&grad, 1, group, spec.groups)?, part(&w, 0, group, spec.groups)?);
            let mut sum = None;
            for tap in extents.taps() {
                let cells = times(&matrix(&w, tap)?.t()?, &grad)?;
                sum = add(sum, extents.unseen(spec, &cells, tap)?)?;
            }
            parts.extend(sum);
        }
        let whole = Tensor::cat(&parts, 1)?;
        let [top, left] = [spec.padding[0][0], spec.padding[1][0]];
        whole.narrow(2, top, result.shape[2])?.narrow(3, left, result.shape[3])?.contiguous()
    })
}

pub(super) fn conv_weight_grad(
    spec: &ConvSpec,
    x: &Tensor,
    grad: &Tensor,
    result: &TensorType,
) -> Result<Tensor> {
    if x.elem_count() == 0 || grad.elem_count() == 0 {
        return transfer::zeros(result, x.device());
    }
    let extents = Extents::of(spec, &x.dims()[2..], &result.shape[2..], &grad.dims()[2..]);
    in_wide([x, grad], |[x, grad]| {
        let (x, grad) = (padded(&x, spec)?, grad.flatten_from(2)?);
        // `[channels, batch × positions]`
        let lines = |t: &Tensor| t.transpose(0, 1)?.contiguous()?.flatten_from(1);
        let mut parts = Vec::with_capacity(spec.groups);
        for group in 0..spec.groups {
            let x = part(&x, 1, group, spec.groups)?;
            let grad = lines(&part(&grad, 1, group, spec.groups)?)?;
            let mut taps = Vec::new();
            for tap in extents.taps() {
                let seen = lines(&extents.seen(spec, &x, tap)?)?;
                taps.push(grad.matmul(&seen.t()?.contiguous()?)?);
            }
            parts.push(Tensor::stack(&taps, 2)?);
        }
        Tensor::cat(&parts, 0)?.reshape(result.shape.dims())
    })
}
