//! Scaled dot-product attention (Vaswani et al., 2017), forward and backward, a head at a time.
//!
//! Queries, keys and values are read where they lie, also inside one packed matrix. The backward
//! pass computes the probabilities again from the logarithm of their sum (Dao et al., 2022).
#![allow(unsafe_code)]

use super::matmul::{Matrix, product};
use super::softmax::softmax_row;
use super::sums::dot;
use crate::cpu::planned::elementwise::exp;
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::view::View;

/// Rows of one head within a `[batch, rows, …]` tensor.
#[derive(Clone, Copy)]
pub(in crate::cpu::planned) struct Rows {
    pub(in crate::cpu::planned) slot: usize,
    /// First element of head 0 of image 0.
    pub(in crate::cpu::planned) offset: usize,
    /// From row to row, and from image to image.
    pub(in crate::cpu::planned) row: usize,
    pub(in crate::cpu::planned) image: usize,
}

/// Extents and attributes.
#[derive(Clone)]
pub(in crate::cpu::planned) struct Attention {
    pub(in crate::cpu::planned) batch: usize,
    pub(in crate::cpu::planned) heads: usize,
    pub(in crate::cpu::planned) queries: usize,
    pub(in crate::cpu::planned) keys: usize,
    /// Width of a head.
    pub(in crate::cpu::planned) width: usize,
    pub(in crate::cpu::planned) scale: f32,
    pub(in crate::cpu::planned) causal: bool,
    pub(in crate::cpu::planned) q: Rows,
    pub(in crate::cpu::planned) k: Rows,
    pub(in crate::cpu::planned) v: Rows,
    pub(in crate::cpu::planned) out: Rows,
    pub(in crate::cpu::planned) log_sum: usize,
    /// Added to the scores; a view of `[batch, heads, queries, keys]`.
    pub(in crate::cpu::planned) mask: Option<View>,
    pub(in crate::cpu::planned) scratch: usize,
}

impl Attention {
    /// Parts that heads are cut into, each with a scratch matrix of its own.
    fn parts(&self) -> usize {
        (self.batch * self.heads).clamp(1, 16)
    }

    /// Scratch elements of a forward pass.
    pub(in crate::cpu::planned) fn scratch_forward(&self) -> usize {
        self.parts() * self.queries * self.keys
    }

    /// Scratch elements of a backward pass.
    pub(in crate::cpu::planned) fn scratch_backward(&self) -> usize {
        2 * self.scratch_forward()
    }

    /// Products so small that calling a matrix product costs more than the product.
    fn is_small(&self) -> bool {
        self.queries * self.keys * self.width <= 24 * 24 * 32
    }

    fn matrix(&self, frame: &Frame, rows: Rows, head: usize) -> Matrix {
        let (image, head) = (head / self.heads, head % self.heads);
        let at = rows.offset + image * rows.image + head * self.width;
        // SAFETY: the plan keeps every head within its slot.
        let at = Raw(unsafe { frame.slot(rows.slot).at::<f32>(at as isize) }.cast());
        Matrix::new(at, rows.row as isize, 1)
    }

    /// `scores = scale × q kᵀ + mask`.
    ///
    /// # Safety
    /// `scores` is this thread's.
    unsafe fn scores(&self, frame: &Frame, head: usize, scores: &mut [f32]) {
        let (q, k) = (self.matrix(frame, self.q, head), self.matrix(frame, self.k, head));
        let to = Matrix::new(Raw(scores.as_mut_ptr().cast()), self.keys as isize, 1);
        // SAFETY: the caller's promise.
        unsafe { self.multiply([self.queries, self.keys, self.width], to, q, k.t(), self.scale) };
        if let Some(mask) = &self.mask {
            let from = frame.view(mask, 4);
            let (image, head) = ((head / self.heads) as isize, (head % self.heads) as isize);
            let start = image * mask.strides[0] + head * mask.strides[1];
            for (i, row) in scores.chunks_exact_mut(self.keys).enumerate() {
                let start = start + i as isize * mask.strides[2];
                for (j, score) in row.iter_mut().enumerate() {
                    // SAFETY: the view lies within its slot.
                    *score += unsafe { *from.at::<f32>(start + j as isize * mask.strides[3]) };
                }
            }
        }
        if self.causal {
            for (i, row) in scores.chunks_exact_mut(self.keys).enumerate() {
                let seen = (i + 1).min(self.keys);
                row[seen..].fill(f32::NEG_INFINITY);
            }
        }
    }

    /// `out = scale × a b`, by loops where that is faster.
    ///
    /// # Safety
    /// As [`product`]; one of `a`'s and `b`'s strides is 1.
    unsafe fn multiply(&self, size: [usize; 3], out: Matrix, a: Matrix, b: Matrix, scale: f32) {
        if !self.is_small() {
            // SAFETY: the caller's promise.
            unsafe { product::<f32>(size, out, false, a, b, scale, false) };
            return;
        }
        let [m, n, k] = size;
        crate::cpu::planned::simd::vectorised(
            #[inline(always)]
            || {
                for i in 0..m as isize {
                    if b.row == 1 && a.column == 1 {
                        // Rows against rows.
                        for j in 0..n as isize {
                            // SAFETY: the caller's promise.
                            unsafe {
                                let x = std::slice::from_raw_parts(a.at.at::<f32>(i * a.row), k);
                                let y = std::slice::from_raw_parts(b.at.at::<f32>(j * b.column), k);
                                out.at
                                    .at::<f32>(i * out.row + j * out.column)
                                    .write(scale * dot(x, y));
                            }
                        }
                    } else {
                        // Rows of `b`, weighted and summed; `out`'s rows are dense.
                        // SAFETY: the caller's promise.
                        let to = unsafe {
                            std::slice::from_raw_parts_mut(out.at.at::<f32>(i * out.row), n)
                        };
                        to.fill(0.0);
                        for p in 0..k as isize {
                            // SAFETY: the caller's promise.
                            let (x, row) = unsafe {
                                (
                                    scale * *a.at.at::<f32>(i * a.row + p * a.column),
                                    std::slice::from_raw_parts(b.at.at::<f32>(p * b.row), n),
                                )
                            };
                            for (to, &y) in to.iter_mut().zip(row) {
                                *to = x.mul_add(y, *to);
                            }
                        }
                    }
                }
            },
        );
    }

    fn heads_of(&self, part: usize) -> std::ops::Range<usize> {
        let (heads, parts) = (self.batch * self.heads, self.parts());
        part * heads / parts..(part + 1) * heads / parts
    }

    fn cost(&self) -> usize {
        self.batch * self.heads / self.parts() * self.queries * self.keys * self.width * 2
    }
}

impl Kernel for Attention {
    fn run(&self, frame: &Frame) {
        let (queries, keys) = (self.queries, self.keys);
        let (scratch, log_sum) = (frame.slot(self.scratch), frame.slot(self.log_sum));
        for_each(self.parts(), self.cost(), |part| {
            for head in self.heads_of(part) {
                // SAFETY: each part has a scratch matrix, each head rows of its own.
                unsafe {
                    let p = scratch.slice_mut::<f32>(part * queries * keys, queries * keys);
                    let totals = log_sum.slice_mut::<f32>(head * queries, queries);
                    self.scores(frame, head, p);
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            for (row, total) in p.chunks_exact_mut(keys).zip(totals) {
                                *total = softmax_row(row);
                            }
                        },
                    );
                    let p = Matrix::new(Raw(p.as_mut_ptr().cast()), keys as isize, 1);
                    let (v, out) =
                        (self.matrix(frame, self.v, head), self.matrix(frame, self.out, head));
                    self.multiply([queries, self.width, keys], out, p, v, 1.0);
                }
            }
        });
    }
}

/// The gradient by queries, keys and values.
pub(in crate::cpu::planned) struct AttentionGrad {
    /// The forward pass; its `out` is read.
    pub(in crate::cpu::planned) forward: Attention,
    pub(in crate::cpu::planned) grad: Rows,
    pub(in crate::cpu::planned) dq: Rows,
    pub(in crate::cpu::planned) dk: Rows,
    pub(in crate::cpu::planned) dv: Rows,
}

impl Kernel for AttentionGrad {
    fn run(&self, frame: &Frame) {
        let f = &self.forward;
        let (queries, keys, width) = (f.queries, f.keys, f.width);
        let (scratch, log_sum) = (frame.slot(f.scratch), frame.slot(f.log_sum));
        for_each(f.parts(), 3 * f.cost(), |part| {
            for head in f.heads_of(part) {
                // SAFETY: each part has two scratch matrices, each head rows of its own.
                unsafe {
                    let size = queries * keys;
                    let p = scratch.slice_mut::<f32>(2 * part * size, size);
                    let ds = scratch.slice_mut::<f32>((2 * part + 1) * size, size);
                    let totals = log_sum.slice::<f32>(head * queries, queries);
                    f.scores(frame, head, p);
                    let of = |rows: Rows| f.matrix(frame, rows, head);
                    let (dout, out) = (of(self.grad), of(f.out));
                    let ds_at = Matrix::new(Raw(ds.as_mut_ptr().cast()), keys as isize, 1);
                    f.multiply([queries, keys, width], ds_at, dout, of(f.v).t(), 1.0);
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            let rows = p.chunks_exact_mut(keys).zip(ds.chunks_exact_mut(keys));
                            for (i, (p, ds)) in rows.enumerate() {
                                let at = i as isize;
                                let o = std::slice::from_raw_parts(
                                    out.at.at::<f32>(at * out.row),
                                    width,
                                );
                                let g = std::slice::from_raw_parts(
                                    dout.at.at::<f32>(at * dout.row),
                                    width,
                                );
                                let shared = dot(o, g);
                                for (p, ds) in p.iter_mut().zip(ds) {
                                    *p = exp(*p - totals[i]);
                                    *ds = *p * (*ds - shared);
                                }
                            }
                        },
                    );
                    let p = Matrix::new(Raw(p.as_mut_ptr().cast()), keys as isize, 1);
                    f.multiply([queries, width, keys], of(self.dq), ds_at, of(f.k), f.scale);
                    f.multiply([keys, width, queries], of(self.dk), ds_at.t(), of(f.q), f.scale);
                    f.multiply([keys, width, queries], of(self.dv), p.t(), dout, 1.0);
                }
            }
        });
    }
}
