//! Scaled dot-product attention (Vaswani et al., 2017), forward and backward, a head at a time.
//!
//! Queries, keys and values are read where they lie, also inside one packed matrix. The backward
//! pass computes the probabilities again from the logarithm of their sum (Dao et al., 2022). Both take
//! some queries at a time: memory grows with the length of a sequence, and not with its square.
#![allow(unsafe_code)]

use super::matmul::{Matrix, product};
use super::softmax::softmax_row;
use super::sums::dot;
use crate::cpu::planned::elementwise::exp;
use crate::cpu::planned::frame::{Frame, Kernel, Raw, for_each};
use crate::cpu::planned::view::View;
use std::ops::Range;

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

/// Most queries of a head that are taken at once.
const QUERIES: usize = 128;

impl Attention {
    /// Parts that heads are cut into, each with a scratch matrix of its own.
    fn parts(&self) -> usize {
        (self.batch * self.heads).clamp(1, 16)
    }

    /// Queries that are taken at once; all of them, where the last of two blocks would be small.
    fn block(&self) -> usize {
        if self.queries <= QUERIES + QUERIES / 2 { self.queries } else { QUERIES }
    }

    /// The blocks of a head's queries.
    fn blocks(&self) -> impl Iterator<Item = Range<usize>> {
        let (queries, block) = (self.queries, self.block().max(1));
        (0..queries).step_by(block).map(move |first| first..(first + block).min(queries))
    }

    /// Scratch elements of a forward pass.
    pub(in crate::cpu::planned) fn scratch_forward(&self) -> usize {
        self.parts() * self.block() * self.keys
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

    /// The same from row `first` on.
    fn rows(&self, frame: &Frame, rows: Rows, head: usize, first: usize) -> Matrix {
        let matrix = self.matrix(frame, rows, head);
        // SAFETY: the plan keeps every row within its slot.
        unsafe { matrix.offset::<f32>(first as isize * matrix.row) }
    }

    /// `scores = scale × q kᵀ + mask`, of some queries.
    ///
    /// # Safety
    /// `scores` is this thread's.
    unsafe fn scores(
        &self,
        frame: &Frame,
        head: usize,
        queries: &Range<usize>,
        scores: &mut [f32],
    ) {
        let q = self.rows(frame, self.q, head, queries.start);
        let k = self.matrix(frame, self.k, head);
        let to = Matrix::new(Raw(scores.as_mut_ptr().cast()), self.keys as isize, 1);
        let size = [queries.len(), self.keys, self.width];
        // SAFETY: the caller's promise.
        unsafe { self.multiply(size, to, false, q, k.t(), self.scale) };
        if let Some(mask) = &self.mask {
            let from = frame.view(mask, 4);
            let (image, head) = ((head / self.heads) as isize, (head % self.heads) as isize);
            let start = image * mask.strides[0] + head * mask.strides[1];
            for (i, row) in queries.clone().zip(scores.chunks_exact_mut(self.keys)) {
                let start = start + i as isize * mask.strides[2];
                for (j, score) in row.iter_mut().enumerate() {
                    // SAFETY: the view lies within its slot.
                    *score += unsafe { *from.at::<f32>(start + j as isize * mask.strides[3]) };
                }
            }
        }
        if self.causal {
            for (i, row) in queries.clone().zip(scores.chunks_exact_mut(self.keys)) {
                let seen = (i + 1).min(self.keys);
                row[seen..].fill(f32::NEG_INFINITY);
            }
        }
    }

    /// `out = scale × a b`, or `out += scale × a b`, by loops where that is faster.
    ///
    /// # Safety
    /// As [`product`]; one of `a`'s and `b`'s strides is 1.
    unsafe fn multiply(
        &self,
        size: [usize; 3],
        out: Matrix,
        accumulate: bool,
        a: Matrix,
        b: Matrix,
        scale: f32,
    ) {
        if !self.is_small() {
            // SAFETY: the caller's promise.
            unsafe { product::<f32>(size, out, accumulate, a, b, scale, false) };
            return;
        }
        debug_assert!(!accumulate, "what is small is one block");
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
        let keys = self.keys;
        let (scratch, log_sum) = (frame.slot(self.scratch), frame.slot(self.log_sum));
        let room = self.block() * keys;
        for_each(self.parts(), self.cost(), |part| {
            for head in self.heads_of(part) {
                for queries in self.blocks() {
                    // SAFETY: each part has a scratch matrix, each head rows of its own.
                    unsafe {
                        let p = scratch.slice_mut::<f32>(part * room, queries.len() * keys);
                        let first = head * self.queries + queries.start;
                        let totals = log_sum.slice_mut::<f32>(first, queries.len());
                        self.scores(frame, head, &queries, p);
                        crate::cpu::planned::simd::vectorised(
                            #[inline(always)]
                            || {
                                for (row, total) in p.chunks_exact_mut(keys).zip(totals) {
                                    *total = softmax_row(row);
                                }
                            },
                        );
                        let p = Matrix::new(Raw(p.as_mut_ptr().cast()), keys as isize, 1);
                        let v = self.matrix(frame, self.v, head);
                        let out = self.rows(frame, self.out, head, queries.start);
                        let size = [queries.len(), self.width, keys];
                        self.multiply(size, out, false, p, v, 1.0);
                    }
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
        let (keys, width) = (f.keys, f.width);
        let (scratch, log_sum) = (frame.slot(f.scratch), frame.slot(f.log_sum));
        let room = f.block() * keys;
        for_each(f.parts(), 3 * f.cost(), |part| {
            for head in f.heads_of(part) {
                for queries in f.blocks() {
                    let (first, count) = (queries.start, queries.len());
                    // SAFETY: each part has two scratch matrices, each head rows of its own.
                    unsafe {
                        let p = scratch.slice_mut::<f32>(2 * part * room, count * keys);
                        let ds = scratch.slice_mut::<f32>((2 * part + 1) * room, count * keys);
                        let totals = log_sum.slice::<f32>(head * f.queries + first, count);
                        f.scores(frame, head, &queries, p);
                        let of = |rows: Rows| f.matrix(frame, rows, head);
                        let some = |rows: Rows| f.rows(frame, rows, head, first);
                        let (dout, out) = (some(self.grad), some(f.out));
                        let ds_at = Matrix::new(Raw(ds.as_mut_ptr().cast()), keys as isize, 1);
                        f.multiply([count, keys, width], ds_at, false, dout, of(f.v).t(), 1.0);
                        crate::cpu::planned::simd::vectorised(
                            #[inline(always)]
                            || score_gradients([p, ds], [out, dout], totals, [keys, width]),
                        );
                        let p = Matrix::new(Raw(p.as_mut_ptr().cast()), keys as isize, 1);
                        let (q, by_keys) = (some(f.q), [keys, width, count]);
                        f.multiply(
                            [count, width, keys],
                            some(self.dq),
                            false,
                            ds_at,
                            of(f.k),
                            f.scale,
                        );
                        // What later queries add to keys and values comes on top.
                        let on_top = first > 0;
                        f.multiply(by_keys, of(self.dk), on_top, ds_at.t(), q, f.scale);
                        f.multiply(by_keys, of(self.dv), on_top, p.t(), dout, 1.0);
                    }
                }
            }
        });
    }
}

/// Scores to probabilities in place, and gradients by probabilities to those by scores.
///
/// # Safety of its callers
/// `out` and its gradient have a row of `width` for each row of `keys`.
#[inline(always)]
fn score_gradients(
    [p, ds]: [&mut [f32]; 2],
    [out, dout]: [Matrix; 2],
    totals: &[f32],
    [keys, width]: [usize; 2],
) {
    let rows = p.chunks_exact_mut(keys).zip(ds.chunks_exact_mut(keys)).zip(totals);
    for (i, ((p, ds), &total)) in rows.enumerate() {
        let row = |matrix: Matrix| {
            // SAFETY: the callers' promise.
            unsafe {
                std::slice::from_raw_parts(matrix.at.at::<f32>(i as isize * matrix.row), width)
            }
        };
        let shared = dot(row(out), row(dout));
        for (p, ds) in p.iter_mut().zip(ds) {
            *p = exp(*p - total);
            *ds = *p * (*ds - shared);
        }
    }
}
