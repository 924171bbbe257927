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
            // Not `<=`: true also of a NaN, which nothing exceeds then.
            let exceeds = !matches!(
                value.partial_cmp(&most),
                Some(std::cmp::Ordering::Less | std::cmp::Ordering::Equal)
            );
            if exceeds && !most.is_nan() {
                (best, most) = (start + i, value);
            }
        }
    }
    best
}
