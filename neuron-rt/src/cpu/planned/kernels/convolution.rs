//! Convolution and its two gradients: the image is unfolded to a matrix, and a matrix product does
//! the rest (Chellapilla et al., 2006).
//!
//! The batch is cut into parts whose number depends on the shape alone; each part has a scratch
//! matrix of its own, and partial weight gradients are added up in order, so that the result is the
//! same for any number of threads.
#![allow(unsafe_code)]

use super::Real;
use super::matmul::{Matrix, product};
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::graph::{ConvSpec, Shape};
use std::marker::PhantomData;

/// Extents of a convolution.
#[derive(Clone, Copy, Debug)]
pub(in crate::cpu::planned) struct Geometry {
    spec: ConvSpec,
    batch: usize,
    /// Channels of a group, before and after.
    from: usize,
    to: usize,
    input: [usize; 2],
    output: [usize; 2],
    kernel: [usize; 2],
}

impl Geometry {
    /// From the shapes of input, weight and output.
    pub(in crate::cpu::planned) fn new(
        spec: ConvSpec,
        input: &Shape,
        weight: &Shape,
        output: &Shape,
    ) -> Self {
        Self {
            spec,
            batch: input[0],
            from: weight[1],
            to: weight[0] / spec.groups,
            input: [input[2], input[3]],
            output: [output[2], output[3]],
            kernel: [weight[2], weight[3]],
        }
    }

    /// Rows of the unfolded matrix.
    fn taps(&self) -> usize {
        self.from * self.kernel[0] * self.kernel[1]
    }

    /// Columns of the unfolded matrix.
    fn positions(&self) -> usize {
        self.output[0] * self.output[1]
    }

    fn pixels(&self) -> usize {
        self.input[0] * self.input[1]
    }

    /// A 1×1 kernel without steps: the image is its own unfolded matrix.
    fn is_pointwise(&self) -> bool {
        self.kernel == [1; 2] && self.spec.stride == [1; 2] && self.spec.padding == [[0; 2]; 2]
    }

    /// Parts that the batch is cut into.
    fn parts(&self) -> usize {
        self.batch.clamp(1, 8)
    }

    /// Elements of one part's scratch matrix.
    fn scratch(&self) -> usize {
        if self.is_pointwise() { 0 } else { self.taps() * self.positions() }
    }

    /// Scratch elements that a forward pass or an input gradient needs.
    pub(in crate::cpu::planned) fn unfolded(&self) -> usize {
        self.parts() * self.scratch()
    }

    /// Scratch elements that a weight gradient needs.
    pub(in crate::cpu::planned) fn unfolded_and_partials(&self) -> usize {
        self.parts() * (self.scratch() + self.weight())
    }

    fn weight(&self) -> usize {
        self.spec.groups * self.to * self.taps()
    }

    fn images(&self, part: usize) -> std::ops::Range<usize> {
        let parts = self.parts();
        part * self.batch / parts..(part + 1) * self.batch / parts
    }

    fn cost(&self) -> usize {
        self.batch / self.parts() * self.weight() * self.positions()
    }

    /// For row `i` of the output and tap `k`: the row of the input, where it is inside.
    fn source(&self, axis: usize, i: usize, k: usize) -> Option<usize> {
        let at = i * self.spec.stride[axis] + k * self.spec.dilation[axis];
        at.checked_sub(self.spec.padding[axis][0]).filter(|&at| at < self.input[axis])
    }

    /// The output columns whose source lies inside, for tap `k`.
    fn inside(&self, k: usize) -> (usize, usize) {
        let (stride, before) = (self.spec.stride[1], self.spec.padding[1][0]);
        let shift = k * self.spec.dilation[1];
        let first = before.saturating_sub(shift).div_ceil(stride).min(self.output[1]);
        let room = (self.input[1] + before).saturating_sub(shift);
        let end = room.div_ceil(stride).min(self.output[1]);
        (first, end.max(first))
    }

    /// Calls `row(tap row, output row, input row or none, first, end, first source column)`.
    fn unfold(&self, mut row: impl FnMut(usize, usize, Option<usize>, usize, usize, usize)) {
        for c in 0..self.from {
            for ky in 0..self.kernel[0] {
                for kx in 0..self.kernel[1] {
                    let tap = (c * self.kernel[0] + ky) * self.kernel[1] + kx;
                    let (first, end) = self.inside(kx);
                    let column = first * self.spec.stride[1] + kx * self.spec.dilation[1]
                        - if first < end { self.spec.padding[1][0] } else { 0 };
                    for i in 0..self.output[0] {
                        let source = self.source(0, i, ky).map(|y| c * self.input[0] + y);
                        row(tap, i, source, first, end, column);
                    }
                }
            }
        }
    }

    fn image_to_columns<T: Real>(&self, image: &[T], columns: &mut [T]) {
        let (width, out_width, stride) = (self.input[1], self.output[1], self.spec.stride[1]);
        let positions = self.positions();
        self.unfold(|tap, i, source, first, end, column| {
            let start = tap * positions + i * out_width;
            let to = &mut columns[start..start + out_width];
            let Some(source) = source.filter(|_| first < end) else {
                to.fill(T::ZERO);
                return;
            };
            to[..first].fill(T::ZERO);
            to[end..].fill(T::ZERO);
            let from = &image[source * width + column..(source + 1) * width];
            if stride == 1 {
                to[first..end].copy_from_slice(&from[..end - first]);
            } else {
                for (to, &from) in to[first..end].iter_mut().zip(from.iter().step_by(stride)) {
                    *to = from;
                }
            }
        });
    }

    fn columns_to_image<T: Real>(&self, columns: &[T], image: &mut [T]) {
        let (width, out_width, stride) = (self.input[1], self.output[1], self.spec.stride[1]);
        let positions = self.positions();
        self.unfold(|tap, i, source, first, end, column| {
            let Some(source) = source.filter(|_| first < end) else { return };
            let start = tap * positions + i * out_width;
            let from = &columns[start + first..start + end];
            let to = &mut image[source * width + column..(source + 1) * width];
            if stride == 1 {
                for (to, &from) in to.iter_mut().zip(from) {
                    *to += from;
                }
            } else {
                for (to, &from) in to.iter_mut().step_by(stride).zip(from) {
                    *to += from;
                }
            }
        });
    }
}

/// Which of the three products.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cpu::planned) enum Pass {
    /// `(input, weight) -> output`
    Forward,
    /// `(gradient, weight) -> input's gradient`
    Input,
    /// `(input, gradient) -> weight's gradient`
    Weight,
}

/// A convolution or one of its gradients.
pub(in crate::cpu::planned) struct Conv<T> {
    pub(in crate::cpu::planned) pass: Pass,
    pub(in crate::cpu::planned) geometry: Geometry,
    pub(in crate::cpu::planned) args: [usize; 2],
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) scratch: usize,
    pub(in crate::cpu::planned) real: PhantomData<T>,
}

impl<T: Real> Kernel for Conv<T> {
    fn run(&self, frame: &Frame) {
        let g = &self.geometry;
        let slots = [frame.slot(self.args[0]), frame.slot(self.args[1])];
        let (out, scratch) = (frame.slot(self.out), frame.slot(self.scratch));
        for_each(g.parts(), g.cost(), |part| {
            // SAFETY: the slots hold the whole tensors; each part has images, a scratch matrix and a
            // partial gradient of its own.
            unsafe {
                match self.pass {
                    Pass::Forward => self.forward(part, slots, out, scratch),
                    Pass::Input => self.input(part, slots, out, scratch),
                    Pass::Weight => self.weight(part, slots, scratch),
                }
            }
        });
        if self.pass == Pass::Weight {
            // SAFETY: all parts are done.
            let (out, partials) = unsafe {
                let first = g.parts() * g.scratch();
                (
                    out.slice_mut::<T>(0, g.weight()),
                    scratch.slice::<T>(first, g.parts() * g.weight()),
                )
            };
            out.copy_from_slice(&partials[..g.weight()]);
            for partial in partials[g.weight()..].chunks_exact(g.weight()) {
                for (sum, &v) in out.iter_mut().zip(partial) {
                    *sum += v;
                }
            }
        }
    }
}

impl<T: Real> Conv<T> {
    /// # Safety
    /// `image` is one group of one image; the scratch of `part` is free.
    unsafe fn unfolded(&self, part: usize, image: &[T], scratch: Raw) -> Raw {
        let g = &self.geometry;
        if g.is_pointwise() {
            return Raw(image.as_ptr().cast_mut().cast());
        }
        // SAFETY: the caller's promise.
        let columns = unsafe { scratch.slice_mut::<T>(part * g.scratch(), g.scratch()) };
        g.image_to_columns(image, columns);
        Raw(columns.as_mut_ptr().cast())
    }

    /// # Safety
    /// See [`Kernel::run`].
    unsafe fn forward(&self, part: usize, [x, w]: [Raw; 2], out: Raw, scratch: Raw) {
        let g = &self.geometry;
        let (taps, positions, groups) = (g.taps(), g.positions(), g.spec.groups);
        for image in g.images(part) {
            for group in 0..groups {
                let at = image * groups + group;
                // SAFETY: offsets of whole groups of channels of whole images.
                unsafe {
                    let pixels = g.from * g.pixels();
                    let columns = self.unfolded(part, x.slice(at * pixels, pixels), scratch);
                    product::<T>(
                        [g.to, positions, taps],
                        Matrix::new(
                            Raw(out.at::<T>((at * g.to * positions) as isize).cast()),
                            positions as isize,
                            1,
                        ),
                        false,
                        Matrix::new(
                            Raw(w.at::<T>((group * g.to * taps) as isize).cast()),
                            taps as isize,
                            1,
                        ),
                        Matrix::new(columns, positions as isize, 1),
                        T::ONE,
                        g.parts() == 1,
                    );
                }
            }
        }
    }

    /// # Safety
    /// See [`Kernel::run`].
    unsafe fn input(&self, part: usize, [grad, w]: [Raw; 2], out: Raw, scratch: Raw) {
        let g = &self.geometry;
        let (taps, positions, groups) = (g.taps(), g.positions(), g.spec.groups);
        let pixels = g.from * g.pixels();
        for image in g.images(part) {
            for group in 0..groups {
                let at = image * groups + group;
                // SAFETY: offsets of whole groups of channels of whole images.
                unsafe {
                    let target = out.slice_mut::<T>(at * pixels, pixels);
                    let columns = if g.is_pointwise() {
                        Raw(target.as_mut_ptr().cast())
                    } else {
                        Raw(scratch.at::<T>((part * g.scratch()) as isize).cast())
                    };
                    product::<T>(
                        [taps, positions, g.to],
                        Matrix::new(columns, positions as isize, 1),
                        false,
                        Matrix::new(
                            Raw(w.at::<T>((group * g.to * taps) as isize).cast()),
                            taps as isize,
                            1,
                        )
                        .t(),
                        Matrix::new(
                            Raw(grad.at::<T>((at * g.to * positions) as isize).cast()),
                            positions as isize,
                            1,
                        ),
                        T::ONE,
                        g.parts() == 1,
                    );
                    if !g.is_pointwise() {
                        target.fill(T::ZERO);
                        g.columns_to_image(columns.slice::<T>(0, g.scratch()), target);
                    }
                }
            }
        }
    }

    /// # Safety
    /// See [`Kernel::run`].
    unsafe fn weight(&self, part: usize, [x, grad]: [Raw; 2], scratch: Raw) {
        let g = &self.geometry;
        let (taps, positions, groups) = (g.taps(), g.positions(), g.spec.groups);
        let pixels = g.from * g.pixels();
        let partial = g.parts() * g.scratch() + part * g.weight();
        // SAFETY: the partial gradient is this part's; offsets are of whole groups of whole images.
        unsafe {
            scratch.slice_mut::<T>(partial, g.weight()).fill(T::ZERO);
            for image in g.images(part) {
                for group in 0..groups {
                    let at = image * groups + group;
                    let columns = self.unfolded(part, x.slice(at * pixels, pixels), scratch);
                    let sum = scratch.at::<T>((partial + group * g.to * taps) as isize);
                    product::<T>(
                        [g.to, taps, positions],
                        Matrix::new(Raw(sum.cast()), taps as isize, 1),
                        true,
                        Matrix::new(
                            Raw(grad.at::<T>((at * g.to * positions) as isize).cast()),
                            positions as isize,
                            1,
                        ),
                        Matrix::new(columns, positions as isize, 1).t(),
                        T::ONE,
                        g.parts() == 1,
                    );
                }
            }
        }
    }
}
