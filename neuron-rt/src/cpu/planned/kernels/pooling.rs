//! Windows over the planes of NCHW.
#![allow(unsafe_code)]

use super::Real;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};
use crate::graph::WindowSpec;
use std::marker::PhantomData;
use std::ops::Range;

/// What is done with a window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cpu::planned) enum Pooling {
    Max,
    Sum,
    /// Gradient of the maximum: to the first of equals.
    MaxGrad,
    /// Gradient of the sum: to all.
    SumGrad,
}

/// One pooling kernel. `x` is the input where there is one, `grad` the gradient where there is one.
pub(in crate::cpu::planned) struct Pool<T> {
    pub(in crate::cpu::planned) kind: Pooling,
    pub(in crate::cpu::planned) spec: WindowSpec,
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) grad: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) planes: usize,
    /// `[h, w]` before pooling.
    pub(in crate::cpu::planned) input: [usize; 2],
    /// `[h, w]` after pooling.
    pub(in crate::cpu::planned) output: [usize; 2],
    pub(in crate::cpu::planned) real: PhantomData<T>,
}

impl<T: Real> Pool<T> {
    /// The cells of the input that window number `at` along an axis covers.
    fn cells(&self, axis: usize, at: usize) -> Range<usize> {
        let start = at * self.spec.stride[axis];
        let before = self.spec.padding[axis][0];
        let end = (start + self.spec.size[axis]).saturating_sub(before).min(self.input[axis]);
        start.saturating_sub(before)..end
    }
}

impl<T: Real> Pool<T> {
    /// Windows of 2×2 side by side, all within the input: the usual ones.
    fn is_by_two(&self) -> bool {
        let WindowSpec { size, stride, padding, .. } = self.spec;
        let within = |axis: usize| 2 * self.output[axis] <= self.input[axis];
        size == [2; 2] && stride == [2; 2] && padding == [[0; 2]; 2] && within(0) && within(1)
    }
}

/// True where `a` goes before `b`: it is larger, or not a number, and `b` is one.
#[inline(always)]
fn exceeds<T: Real>(a: T, b: T) -> bool {
    (a > b) | (a.is_nan() & !b.is_nan())
}

/// Maxima of windows of 2×2.
#[inline(always)]
fn max_by_two<T: Real>(x: &[T], w: usize, to: &mut [T], ow: usize) {
    for (rows, to) in x.chunks_exact(2 * w).zip(to.chunks_exact_mut(ow)) {
        let (above, below) = rows.split_at(w);
        let pairs = above.chunks_exact(2).zip(below.chunks_exact(2));
        for (to, (above, below)) in to.iter_mut().zip(pairs) {
            let larger = |a: T, b: T| if exceeds(b, a) { b } else { a };
            *to = larger(larger(above[0], above[1]), larger(below[0], below[1]));
        }
    }
}

/// The gradient of the same: to the first of equals, row by row.
#[inline(always)]
fn max_grad_by_two<T: Real>(x: &[T], w: usize, grad: &[T], to: &mut [T], ow: usize) {
    let planes = x.chunks_exact(2 * w).zip(to.chunks_exact_mut(2 * w));
    for ((rows, to), grad) in planes.zip(grad.chunks_exact(ow)) {
        let (above, below) = rows.split_at(w);
        let (to_above, to_below) = to.split_at_mut(w);
        let read = above.chunks_exact(2).zip(below.chunks_exact(2));
        let made = to_above.chunks_exact_mut(2).zip(to_below.chunks_exact_mut(2));
        for ((&grad, (above, below)), (to_above, to_below)) in grad.iter().zip(read).zip(made) {
            let right_above = exceeds(above[1], above[0]);
            let right_below = exceeds(below[1], below[0]);
            let top = if right_above { above[1] } else { above[0] };
            let bottom = if right_below { below[1] } else { below[0] };
            let is_below = exceeds(bottom, top);
            let give = |here: bool| if here { grad } else { T::ZERO };
            to_above[0] = give(!is_below & !right_above);
            to_above[1] = give(!is_below & right_above);
            to_below[0] = give(is_below & !right_below);
            to_below[1] = give(is_below & right_below);
        }
    }
}

impl<T: Real> Kernel for Pool<T> {
    fn run(&self, frame: &Frame) {
        let [h, w] = self.input;
        let [oh, ow] = self.output;
        let (big, small) = (h * w, oh * ow);
        let slot =
            |number: usize| if number == usize::MAX { None } else { Some(frame.slot(number)) };
        let (x, grad, out) = (slot(self.x), slot(self.grad), frame.slot(self.out));
        let cost = small * self.spec.size[0] * self.spec.size[1];
        for_each(self.planes, cost + big, |plane| {
            // SAFETY: the slots hold the whole tensors; each plane is one thread's.
            let (x, grad) = unsafe {
                (
                    x.map_or(&[][..], |x| x.slice::<T>(plane * big, big)),
                    grad.map_or(&[][..], |g| g.slice::<T>(plane * small, small)),
                )
            };
            let backward = matches!(self.kind, Pooling::MaxGrad | Pooling::SumGrad);
            let length = if backward { big } else { small };
            // SAFETY: as above.
            let to = unsafe { out.slice_mut::<T>(plane * length, length) };
            if backward {
                to.fill(T::ZERO);
            }
            if self.is_by_two() && self.kind == Pooling::Max {
                crate::cpu::planned::simd::vectorised(
                    #[inline(always)]
                    || max_by_two(x, w, to, ow),
                );
                return;
            }
            if self.is_by_two() && self.kind == Pooling::MaxGrad {
                crate::cpu::planned::simd::vectorised(
                    #[inline(always)]
                    || max_grad_by_two(x, w, grad, to, ow),
                );
                return;
            }
            for i in 0..oh {
                let rows = self.cells(0, i);
                for j in 0..ow {
                    let columns = self.cells(1, j);
                    match self.kind {
                        Pooling::Sum => {
                            let mut sum = T::ZERO;
                            for row in rows.clone() {
                                for &v in &x[row * w + columns.start..row * w + columns.end] {
                                    sum += v;
                                }
                            }
                            to[i * ow + j] = sum;
                        }
                        Pooling::Max => to[i * ow + j] = x[largest(x, w, &rows, &columns)],
                        Pooling::MaxGrad => {
                            to[largest(x, w, &rows, &columns)] += grad[i * ow + j];
                        }
                        Pooling::SumGrad => {
                            for row in rows.clone() {
                                for v in &mut to[row * w + columns.start..row * w + columns.end] {
                                    *v += grad[i * ow + j];
                                }
                            }
                        }
                    }
                }
            }
        });
    }
}

/// Where the largest element of a window lies: the first of equals, or the first NaN.
#[inline(always)]
fn largest<T: Real>(x: &[T], w: usize, rows: &Range<usize>, columns: &Range<usize>) -> usize {
    let first = rows.start * w + columns.start;
    let (mut best, mut most) = (first, x[first]);
    for row in rows.clone() {
        let start = row * w + columns.start;
        for (i, &value) in x[start..row * w + columns.end].iter().enumerate() {
            if exceeds(value, most) {
                (best, most) = (start + i, value);
            }
        }
    }
    best
}
