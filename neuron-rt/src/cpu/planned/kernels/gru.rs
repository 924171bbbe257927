//! A gated recurrent unit over a whole sequence, and its gradient.
#![allow(unsafe_code)]

use super::matmul::Matrix;
use super::recurrence::{Extents, Weight, join, map, set, weight_gradient};
use crate::cpu::planned::elementwise::{sigmoid, tanh};
use crate::cpu::planned::frame::{Frame, Kernel, Raw};

/// `(gates [t, b, 3 n], weight [3 n, n], bias [3 n], h) -> (h [t, b, n], kept [t, b, 4 n])`; kept are
/// reset, update, new, and what the state gave to the new.
pub(in crate::cpu::planned) struct Gru {
    pub(in crate::cpu::planned) extents: Extents,
    pub(in crate::cpu::planned) args: [usize; 4],
    pub(in crate::cpu::planned) results: [usize; 2],
    pub(in crate::cpu::planned) scratch: usize,
}

impl Kernel for Gru {
    fn run(&self, frame: &Frame) {
        let n = self.extents.hidden;
        let [gates, weight, bias, h0] = self.args.map(|slot| frame.slot(slot));
        let [h, kept] = self.results.map(|slot| frame.slot(slot));
        // SAFETY: the slots hold the whole tensors; the weight is read transposed.
        let (weight, bias) = unsafe {
            let matrix = Matrix::new(weight, 1, n as isize);
            let weight = Weight::new::<f32>([3 * n, n], matrix, frame.slot(self.scratch));
            (weight, bias.slice::<f32>(0, 3 * n))
        };
        self.extents.for_each_part(3, |part| {
            let (first, rows) = (part.start, part.len());
            for (row, before) in self.extents.walk(first) {
                let (h_before, from) = match before {
                    None => (h0, first),
                    Some(before) => (h, before),
                };
                // SAFETY: each part has rows of its own, and has made those of the step before.
                unsafe {
                    let kept = kept.slice_mut::<f32>(row * 4 * n, rows * 4 * n);
                    // Behind the first quarter of each row: what the state gives to the three gates.
                    let to = Raw(kept.as_mut_ptr().add(n).cast());
                    let state = Raw(h_before.at::<f32>((from * n) as isize).cast());
                    let state = Matrix::new(state, n as isize, 1);
                    weight.multiply(rows, Matrix::new(to, 4 * n as isize, 1), false, state);
                    let x = gates.slice::<f32>(row * 3 * n, rows * 3 * n);
                    let before = h_before.slice::<f32>(from * n, rows * n);
                    let h = h.slice_mut::<f32>(row * n, rows * n);
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            let read = x.chunks_exact(3 * n).zip(before.chunks_exact(n));
                            let made = kept.chunks_exact_mut(4 * n).zip(h.chunks_exact_mut(n));
                            for ((x, before), (kept, h)) in read.zip(made) {
                                cell(x, bias, before, kept, h);
                            }
                        },
                    );
                }
            }
        });
    }
}

/// A row: each gate takes the place before that of what the state gave to it.
#[inline(always)]
fn cell(x: &[f32], bias: &[f32], before: &[f32], kept: &mut [f32], h: &mut [f32]) {
    let n = h.len();
    let (reset, rest) = kept.split_at_mut(n);
    let (update, rest) = rest.split_at_mut(n);
    let (new, own) = rest.split_at_mut(n);
    let third = |i: usize| i * n..(i + 1) * n;
    let gate = |gate: &mut [f32], given: &[f32], i: usize| {
        gate.copy_from_slice(given);
        join(gate, &x[third(i)], &bias[third(i)], |own, x, b| own + x + b);
        map(gate, sigmoid);
    };
    gate(reset, update, 0);
    gate(update, new, 1);
    let (x, bias) = (&x[third(2)], &bias[third(2)]);
    join(own, bias, bias, |own, b, _| own + b);
    set(new, reset, own, |reset, own| reset * own);
    join(new, x, x, |new, x, _| tanh(new + x));
    set(h, before, new, |before, new| before - new);
    join(h, update, new, |h, update, new| update.mul_add(h, new));
}

/// The gradient by gates, weight, bias and the first state.
pub(in crate::cpu::planned) struct GruGrad {
    pub(in crate::cpu::planned) extents: Extents,
    /// weight, h
    pub(in crate::cpu::planned) args: [usize; 2],
    /// h and what was kept of all steps
    pub(in crate::cpu::planned) made: [usize; 2],
    /// Of the same; nothing where no gradient comes.
    pub(in crate::cpu::planned) above: [Option<usize>; 2],
    pub(in crate::cpu::planned) results: [usize; 4],
    pub(in crate::cpu::planned) scratch: usize,
    /// `[t, b, 3 n]`: the gradient by what the state gave to the gates.
    pub(in crate::cpu::planned) own: usize,
}

impl Kernel for GruGrad {
    fn run(&self, frame: &Frame) {
        let Extents { steps, batch, hidden: n, .. } = self.extents;
        let [weight, h0] = self.args.map(|slot| frame.slot(slot));
        let [h, kept] = self.made.map(|slot| frame.slot(slot));
        let above = self.above.map(|slot| slot.map(|slot| frame.slot(slot)));
        let [dgates, dweight, dbias, dh0] = self.results.map(|slot| frame.slot(slot));
        let own = frame.slot(self.own);
        // SAFETY: the slots hold the whole tensors.
        let weight = unsafe {
            let matrix = Matrix::new(weight, n as isize, 1);
            Weight::new::<f32>([n, 3 * n], matrix, frame.slot(self.scratch))
        };
        self.extents.for_each_part(3, |part| {
            let (first, rows) = (part.start, part.len());
            // The gradient by the first state carries that by the state from step to step.
            // SAFETY: each part has rows of its own.
            let dh = unsafe { dh0.slice_mut::<f32>(first * n, rows * n) };
            dh.fill(0.0);
            for (row, before) in self.extents.walk(first).rev() {
                let (h_before, from) = match before {
                    None => (h0, first),
                    Some(before) => (h, before),
                };
                // SAFETY: as above; what is read was made by the forward pass.
                unsafe {
                    let of = |at: Raw, width: usize| at.slice::<f32>(row * width, rows * width);
                    let by_kept = above[1].map(|at| of(at, 4 * n));
                    let by_x = dgates.slice_mut::<f32>(row * 3 * n, rows * 3 * n);
                    let by_own = own.slice_mut::<f32>(row * 3 * n, rows * 3 * n);
                    let (kept, h_before) =
                        (of(kept, 4 * n), h_before.slice::<f32>(from * n, rows * n));
                    if let Some(above) = above[0] {
                        let above = of(above, n);
                        join(dh, above, above, |sum, more, _| sum + more);
                    }
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            for i in 0..rows {
                                let (one, three) = (i * n..(i + 1) * n, 3 * i * n..3 * (i + 1) * n);
                                let four = 4 * i * n..4 * (i + 1) * n;
                                let above = by_kept.map(|by_kept| &by_kept[four.clone()]);
                                cell_grad(
                                    &kept[four],
                                    &h_before[one.clone()],
                                    &mut dh[one],
                                    above,
                                    [&mut by_x[three.clone()], &mut by_own[three]],
                                );
                            }
                        },
                    );
                    let from = Matrix::new(Raw(by_own.as_mut_ptr().cast()), 3 * n as isize, 1);
                    let to = Matrix::new(Raw(dh.as_mut_ptr().cast()), n as isize, 1);
                    weight.multiply(rows, to, true, from);
                }
            }
        });
        // SAFETY: all parts are done; the slots hold the whole tensors.
        unsafe {
            weight_gradient::<f32>(self.extents, 3, own, [h, h0], dweight);
            let dbias = dbias.slice_mut::<f32>(0, 3 * n);
            dbias.fill(0.0);
            let rows = own.slice::<f32>(0, steps * batch * 3 * n);
            crate::cpu::planned::simd::vectorised(
                #[inline(always)]
                || {
                    for row in rows.chunks_exact(3 * n) {
                        join(dbias, row, row, |sum, more, _| sum + more);
                    }
                },
            );
        }
    }
}

/// A row's gradients: by the input's share of the gates, by the state's, and, in the place of that by
/// its state, the part of that by the state before it which does not go through the weight.
#[inline(always)]
fn cell_grad(
    kept: &[f32],
    before: &[f32],
    dh: &mut [f32],
    above: Option<&[f32]>,
    [by_x, by_own]: [&mut [f32]; 2],
) {
    let n = dh.len();
    let [reset, update, new, own] = [0, 1, 2, 3].map(|i| &kept[i * n..(i + 1) * n]);
    let (dreset, rest) = by_x.split_at_mut(n);
    let (dupdate, dnew) = rest.split_at_mut(n);
    let above = |i: usize| above.map(|above| &above[i * n..(i + 1) * n]);
    let add = |to: &mut [f32], more: Option<&[f32]>| {
        if let Some(more) = more {
            join(to, more, more, |sum, more, _| sum + more);
        }
    };
    set(dupdate, before, new, |before, new| before - new);
    join(dupdate, dh, dh, |d, dh, _| d * dh);
    add(dupdate, above(1));
    join(dupdate, update, update, |d, z, _| d * (z - z * z));
    set(dnew, dh, update, |dh, z| dh - dh * z);
    add(dnew, above(2));
    join(dnew, new, new, |d, n, _| d * (1.0 - n * n));
    set(dreset, dnew, own, |dnew, own| dnew * own);
    add(dreset, above(0));
    join(dreset, reset, reset, |d, r, _| d * (r - r * r));
    let (gates, down) = by_own.split_at_mut(2 * n);
    let (to_reset, to_update) = gates.split_at_mut(n);
    to_reset.copy_from_slice(dreset);
    to_update.copy_from_slice(dupdate);
    set(down, dnew, reset, |dnew, reset| dnew * reset);
    add(down, above(3));
    join(dh, update, update, |dh, z, _| dh * z);
}
