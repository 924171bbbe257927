//! Softmax over the last axis, and its gradient, for the composites of these names.
#![allow(unsafe_code)]

use super::sums::{dot, largest};
use crate::cpu::planned::elementwise::exp;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};

/// `out = softmax(x)`.
pub(in crate::cpu::planned) struct Softmax {
    pub(in crate::cpu::planned) x: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) width: usize,
}

/// Turns a row into its softmax; gives `ln Σ e^x`.
#[inline(always)]
pub(in crate::cpu::planned) fn softmax_row(row: &mut [f32]) -> f32 {
    let top = largest(row);
    // A row that is masked whole: no probability anywhere, as a body of exp(−∞ − 0) gives.
    let top = if top == f32::NEG_INFINITY { 0.0 } else { top };
    let mut sums = [0.0f32; 16];
    let mut chunks = row.chunks_exact_mut(16);
    for chunk in &mut chunks {
        for (v, sum) in chunk.iter_mut().zip(&mut sums) {
            *v = exp(*v - top);
            *sum += *v;
        }
    }
    for (v, sum) in chunks.into_remainder().iter_mut().zip(&mut sums) {
        *v = exp(*v - top);
        *sum += *v;
    }
    let sum: f32 = sums.iter().sum();
    let scale = 1.0 / sum;
    for v in row.iter_mut() {
        *v *= scale;
    }
    top + sum.ln()
}

impl Kernel for Softmax {
    fn run(&self, frame: &Frame) {
        let (x, out, width) = (frame.slot(self.x), frame.slot(self.out), self.width);
        for_each(self.rows, width * 8, |row| {
            // SAFETY: the slots hold the whole tensors; each row is one thread's.
            let (x, out) = unsafe {
                (x.slice::<f32>(row * width, width), out.slice_mut::<f32>(row * width, width))
            };
            crate::cpu::planned::simd::vectorised(
                #[inline(always)]
                || {
                    out.copy_from_slice(x);
                    softmax_row(out);
                },
            );
        });
    }
}

/// `out = y (dy − Σ y dy)`.
pub(in crate::cpu::planned) struct SoftmaxGrad {
    pub(in crate::cpu::planned) y: usize,
    pub(in crate::cpu::planned) grad: usize,
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) width: usize,
}

impl Kernel for SoftmaxGrad {
    fn run(&self, frame: &Frame) {
        let (y, grad, out) = (frame.slot(self.y), frame.slot(self.grad), frame.slot(self.out));
        let width = self.width;
        for_each(self.rows, width * 4, |row| {
            // SAFETY: the slots hold the whole tensors; each row is one thread's.
            let (y, grad, out) = unsafe {
                (
                    y.slice::<f32>(row * width, width),
                    grad.slice::<f32>(row * width, width),
                    out.slice_mut::<f32>(row * width, width),
                )
            };
            crate::cpu::planned::simd::vectorised(
                #[inline(always)]
                || {
                    let sum = dot(y, grad);
                    for ((to, &y), &g) in out.iter_mut().zip(y).zip(grad) {
                        *to = y * (g - sum);
                    }
                },
            );
        });
    }
}
