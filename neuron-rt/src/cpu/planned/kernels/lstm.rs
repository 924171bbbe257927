//! Long short-term memory over a whole sequence, and its gradient.
#![allow(unsafe_code)]

use super::matmul::Matrix;
use super::recurrence::{Extents, Weight, join, map, narrow, set, weight_gradient};
use crate::cpu::planned::elementwise::{sigmoid, tanh};
use crate::cpu::planned::frame::{Frame, Kernel, Raw};
use half::bf16;

/// `(gates [t, b, 4 n], weight [4 n, n], h, c) -> (h [t, b, n], c [t, b, n], gates as they acted)`.
pub(in crate::cpu::planned) struct Lstm {
    pub(in crate::cpu::planned) extents: Extents,
    pub(in crate::cpu::planned) args: [usize; 4],
    pub(in crate::cpu::planned) results: [usize; 3],
    pub(in crate::cpu::planned) scratch: usize,
    /// Where the weight is bf16, the states of a step as bf16, `[b, n]`.
    pub(in crate::cpu::planned) narrow: Option<usize>,
}

impl Kernel for Lstm {
    fn run(&self, frame: &Frame) {
        let n = self.extents.hidden;
        let [gates, weight, h0, c0] = self.args.map(|slot| frame.slot(slot));
        let [h, c, acted] = self.results.map(|slot| frame.slot(slot));
        let states = self.narrow.map(|slot| frame.slot(slot));
        // SAFETY: the slots hold the whole tensors; the weight is read transposed.
        let weight = unsafe {
            let (matrix, to) = (Matrix::new(weight, 1, n as isize), frame.slot(self.scratch));
            match states {
                None => Weight::new::<f32>([4 * n, n], matrix, to),
                Some(_) => Weight::new::<bf16>([4 * n, n], matrix, to),
            }
        };
        self.extents.for_each_part(4, |part| {
            let (first, rows) = (part.start, part.len());
            for (row, before) in self.extents.walk(first) {
                let (h_before, c_before, from) = match before {
                    None => (h0, c0, first),
                    Some(before) => (h, c, before),
                };
                // SAFETY: each part has rows of its own, and has made those of the step before.
                unsafe {
                    let acted = acted.slice_mut::<f32>(row * 4 * n, rows * 4 * n);
                    acted.copy_from_slice(gates.slice::<f32>(row * 4 * n, acted.len()));
                    let to = Matrix::new(Raw(acted.as_mut_ptr().cast()), 4 * n as isize, 1);
                    let state = match states {
                        None => Raw(h_before.at::<f32>((from * n) as isize).cast()),
                        Some(states) => {
                            let states = states.slice_mut::<bf16>(first * n, rows * n);
                            narrow(states, h_before.slice::<f32>(from * n, rows * n));
                            Raw(states.as_mut_ptr().cast())
                        }
                    };
                    let state = Matrix::new(state, n as isize, 1);
                    weight.multiply(rows, to, true, state);
                    let c_before = c_before.slice::<f32>(from * n, rows * n);
                    let h = h.slice_mut::<f32>(row * n, c_before.len());
                    let c = c.slice_mut::<f32>(row * n, c_before.len());
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            let rows = acted.chunks_exact_mut(4 * n).zip(c_before.chunks_exact(n));
                            let made = h.chunks_exact_mut(n).zip(c.chunks_exact_mut(n));
                            for ((acted, c_before), (h, c)) in rows.zip(made) {
                                cell(acted, c_before, h, c);
                            }
                        },
                    );
                }
            }
        });
    }
}

/// A row's gates in place, and the states that they make. One short loop after another: a loop over
/// many slices at once would not become vector code.
#[inline(always)]
fn cell(gates: &mut [f32], before: &[f32], h: &mut [f32], c: &mut [f32]) {
    let n = h.len();
    let (input_forget, rest) = gates.split_at_mut(2 * n);
    let (cell, output) = rest.split_at_mut(n);
    map(input_forget, sigmoid);
    map(cell, tanh);
    map(output, sigmoid);
    let (input, forget) = input_forget.split_at(n);
    set(c, input, cell, |i, g| i * g);
    join(c, forget, before, |c, f, before| f.mul_add(before, c));
    set(h, c, output, |c, o| tanh(c) * o);
}

/// The gradient by gates, weight and both first states.
pub(in crate::cpu::planned) struct LstmGrad {
    pub(in crate::cpu::planned) extents: Extents,
    /// weight, h, c
    pub(in crate::cpu::planned) args: [usize; 3],
    /// h, c and gates of all steps
    pub(in crate::cpu::planned) made: [usize; 3],
    /// Of the same; nothing where no gradient comes.
    pub(in crate::cpu::planned) above: [Option<usize>; 3],
    pub(in crate::cpu::planned) results: [usize; 4],
    pub(in crate::cpu::planned) scratch: usize,
    /// Where the weight is bf16, as bf16 too: the gradients by gates, `[t, b, 4 n]`, the states `h` of
    /// all steps, `[t, b, n]`, and the first.
    pub(in crate::cpu::planned) narrow: Option<[usize; 3]>,
}

impl Kernel for LstmGrad {
    fn run(&self, frame: &Frame) {
        let n = self.extents.hidden;
        let [weight, h0, c0] = self.args.map(|slot| frame.slot(slot));
        let [h, c, acted] = self.made.map(|slot| frame.slot(slot));
        let above = self.above.map(|slot| slot.map(|slot| frame.slot(slot)));
        let [dgates, dweight, dh0, dc0] = self.results.map(|slot| frame.slot(slot));
        let narrowed = self.narrow.map(|slots| slots.map(|slot| frame.slot(slot)));
        // SAFETY: the slots hold the whole tensors.
        let weight = unsafe {
            let (matrix, to) = (Matrix::new(weight, n as isize, 1), frame.slot(self.scratch));
            match narrowed {
                None => Weight::new::<f32>([n, 4 * n], matrix, to),
                Some(_) => Weight::new::<bf16>([n, 4 * n], matrix, to),
            }
        };
        self.extents.for_each_part(4, |part| {
            let (first, rows) = (part.start, part.len());
            // The gradients by the first states carry those by the states from step to step.
            // SAFETY: each part has rows of its own.
            let (dh, dc) = unsafe {
                (
                    dh0.slice_mut::<f32>(first * n, rows * n),
                    dc0.slice_mut::<f32>(first * n, rows * n),
                )
            };
            dh.fill(0.0);
            dc.fill(0.0);
            if let Some([_, _, start]) = narrowed {
                // SAFETY: as above.
                unsafe {
                    let to = start.slice_mut::<bf16>(first * n, rows * n);
                    narrow(to, h0.slice::<f32>(first * n, rows * n));
                }
            }
            for (row, before) in self.extents.walk(first).rev() {
                let (c_before, from) = match before {
                    None => (c0, first),
                    Some(before) => (c, before),
                };
                // SAFETY: as above; what is read was made by the forward pass.
                unsafe {
                    let of = |at: Raw, width: usize| at.slice::<f32>(row * width, rows * width);
                    let [by_h, by_c] = [0, 1].map(|i| above[i].map(|at| of(at, n)));
                    let by_gates = above[2].map(|at| of(at, 4 * n));
                    let dgates = dgates.slice_mut::<f32>(row * 4 * n, rows * 4 * n);
                    let (acted, c) = (of(acted, 4 * n), of(c, n));
                    let c_before = c_before.slice::<f32>(from * n, rows * n);
                    for (sum, more) in [(&mut *dh, by_h), (&mut *dc, by_c)] {
                        for (sum, more) in sum.iter_mut().zip(more.unwrap_or_default()) {
                            *sum += more;
                        }
                    }
                    crate::cpu::planned::simd::vectorised(
                        #[inline(always)]
                        || {
                            for i in 0..rows {
                                let (states, gates) =
                                    (i * n..(i + 1) * n, 4 * i * n..4 * (i + 1) * n);
                                let above = by_gates.map(|by_gates| &by_gates[gates.clone()]);
                                let read = [c_before, c, &*dh].map(|all| &all[states.clone()]);
                                let acted = &acted[gates.clone()];
                                cell_grad(acted, read, &mut dc[states], above, &mut dgates[gates]);
                            }
                        },
                    );
                    let from = match narrowed {
                        None => Raw(dgates.as_mut_ptr().cast()),
                        Some([by_gates, states, _]) => {
                            let states = states.slice_mut::<bf16>(row * n, rows * n);
                            narrow(states, of(h, n));
                            let to = by_gates.slice_mut::<bf16>(row * 4 * n, rows * 4 * n);
                            narrow(to, dgates);
                            Raw(to.as_mut_ptr().cast())
                        }
                    };
                    let from = Matrix::new(from, 4 * n as isize, 1);
                    let to = Matrix::new(Raw(dh.as_mut_ptr().cast()), n as isize, 1);
                    weight.multiply(rows, to, false, from);
                }
            }
        });
        // SAFETY: all parts are done; the slots hold the whole tensors.
        unsafe {
            match narrowed {
                None => weight_gradient::<f32>(self.extents, 4, dgates, [h, h0], dweight),
                Some([by_gates, states, start]) => {
                    let states = [states, start];
                    weight_gradient::<bf16>(self.extents, 4, by_gates, states, dweight);
                }
            }
        }
    }
}

/// A row's gradients: by its gates, and by `c` before it, in the place of that by its `c`.
#[inline(always)]
fn cell_grad(
    acted: &[f32],
    [before, c, dh]: [&[f32]; 3],
    dc: &mut [f32],
    above: Option<&[f32]>,
    dgates: &mut [f32],
) {
    let n = dc.len();
    let [input, forget, cell, output] = [0, 1, 2, 3].map(|i| &acted[i * n..(i + 1) * n]);
    let (dinput, rest) = dgates.split_at_mut(n);
    let (dforget, rest) = rest.split_at_mut(n);
    let (dcell, doutput) = rest.split_at_mut(n);
    set(doutput, c, dh, |c, _| tanh(c));
    set(dinput, dh, output, |dh, o| dh * o);
    join(dc, dinput, doutput, |dc, slope, tanh| slope.mul_add(1.0 - tanh * tanh, dc));
    join(doutput, dh, dh, |tanh, dh, _| dh * tanh);
    set(dinput, dc, cell, |dc, g| dc * g);
    set(dforget, dc, before, |dc, before| dc * before);
    set(dcell, dc, input, |dc, i| dc * i);
    if let Some(above) = above {
        let parts = [&mut *dinput, &mut *dforget, &mut *dcell, &mut *doutput];
        for (gates, above) in parts.into_iter().zip(above.chunks_exact(n)) {
            join(gates, above, above, |gate, above, _| gate + above);
        }
    }
    join(dinput, input, input, |d, i, _| d * (i - i * i));
    join(dforget, forget, forget, |d, f, _| d * (f - f * f));
    join(dcell, cell, cell, |d, g, _| d * (1.0 - g * g));
    join(doutput, output, output, |d, o, _| d * (o - o * o));
    join(dc, forget, forget, |dc, f, _| dc * f);
}
