//! Cross-entropy of logits against labels, with label smoothing, and its gradient.
#![allow(unsafe_code)]

use super::sums::{largest, sum};
use crate::cpu::planned::elementwise::{exp, log};
use crate::cpu::planned::frame::{Frame, Kernel, for_each};
use std::ops::Range;

/// `(logits [n, c], labels [n]) -> (loss [n], log-sum-exp [n])`.
pub(in crate::cpu::planned) struct CrossEntropy {
    pub(in crate::cpu::planned) args: [usize; 2],
    pub(in crate::cpu::planned) results: [usize; 2],
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) classes: usize,
    pub(in crate::cpu::planned) smoothing: f32,
}

/// Rows that are taken at once: they may be as short as two classes.
const ROWS: usize = 32;

/// Calls `work` for blocks of rows.
#[inline(always)]
fn in_blocks(rows: usize, cost: usize, work: impl Fn(Range<usize>) + Send + Sync) {
    for_each(rows.div_ceil(ROWS), cost * ROWS, |block| {
        crate::cpu::planned::simd::vectorised(
            #[inline(always)]
            || work(block * ROWS..rows.min((block + 1) * ROWS)),
        );
    });
}

/// Of each of at most [`ROWS`] rows `ln Σ e^x`: lanes are rows, since a row is shorter than a register.
#[inline(always)]
fn log_sum_exps_of_short_rows(x: &[f32], classes: usize, totals: &mut [f32; ROWS]) {
    let mut column = [0.0f32; ROWS];
    let read = |class: usize, column: &mut [f32; ROWS]| {
        for (value, row) in column.iter_mut().zip(x.chunks_exact(classes)) {
            *value = row[class];
        }
    };
    let mut tops = [f32::NEG_INFINITY; ROWS];
    for class in 0..classes {
        read(class, &mut column);
        for (top, &value) in tops.iter_mut().zip(&column) {
            *top = if value > *top { value } else { *top };
        }
    }
    for top in &mut tops {
        // A row that is masked whole: no probability anywhere.
        *top = if *top == f32::NEG_INFINITY { 0.0 } else { *top };
    }
    let mut sums = [0.0f32; ROWS];
    for class in 0..classes {
        read(class, &mut column);
        for ((sum, &value), &top) in sums.iter_mut().zip(&column).zip(&tops) {
            *sum += exp(value - top);
        }
    }
    for ((total, &top), &sum) in totals.iter_mut().zip(&tops).zip(&sums) {
        *total = top + log(sum);
    }
}

/// Classes of a row that is summed in [`PARTS`] interleaved ones.
const PARTS: usize = 16;

/// `ln Σ e^x`, in interleaved parts.
#[inline(always)]
fn log_sum_exp(x: &[f32]) -> f32 {
    let top = largest(x);
    // A row that is masked whole: no probability anywhere.
    let top = if top == f32::NEG_INFINITY { 0.0 } else { top };
    let mut sums = [0.0f32; PARTS];
    let chunks = x.chunks_exact(PARTS);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (sum, &v) in sums.iter_mut().zip(chunk) {
            *sum += exp(v - top);
        }
    }
    for (sum, &v) in sums.iter_mut().zip(rest) {
        *sum += exp(v - top);
    }
    top + sums.iter().sum::<f32>().ln()
}

impl Kernel for CrossEntropy {
    fn run(&self, frame: &Frame) {
        let (rows, classes) = (self.rows, self.classes);
        let [logits, labels] = self.args.map(|slot| frame.slot(slot));
        let [loss, lse] = self.results.map(|slot| frame.slot(slot));
        in_blocks(
            rows,
            classes * 8,
            #[inline(always)]
            |rows| {
                // SAFETY: the slots hold the whole tensors; each row is one thread's.
                let (x, labels, loss, lse) = unsafe {
                    (
                        logits.slice::<f32>(rows.start * classes, rows.len() * classes),
                        labels.slice::<i32>(rows.start, rows.len()),
                        loss.slice_mut::<f32>(rows.start, rows.len()),
                        lse.slice_mut::<f32>(rows.start, rows.len()),
                    )
                };
                let mut totals = [0.0f32; ROWS];
                if classes < PARTS {
                    log_sum_exps_of_short_rows(x, classes, &mut totals);
                } else {
                    for (total, x) in totals.iter_mut().zip(x.chunks_exact(classes)) {
                        *total = log_sum_exp(x);
                    }
                }
                lse.copy_from_slice(&totals[..rows.len()]);
                let given = x.chunks_exact(classes).zip(labels).zip(totals);
                for (loss, ((x, &label), total)) in loss.iter_mut().zip(given) {
                    // A label outside the classes picks none, as a one-hot row of zeros does.
                    let picked = usize::try_from(label).ok().and_then(|i| x.get(i));
                    let hit = picked.map_or(0.0, |x| total - x);
                    // Without smoothing its term is left out: 0 × ∞ would be NaN at a masked class.
                    let spread = |x: &[f32]| total - sum(x) / classes as f32;
                    let smooth =
                        if self.smoothing > 0.0 { self.smoothing * spread(x) } else { 0.0 };
                    *loss = (1.0 - self.smoothing) * hit + smooth;
                }
            },
        );
    }
}

/// `(logits, labels, log-sum-exp, dloss [n]) -> dlogits`.
pub(in crate::cpu::planned) struct CrossEntropyGrad {
    pub(in crate::cpu::planned) args: [usize; 4],
    pub(in crate::cpu::planned) out: usize,
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) classes: usize,
    pub(in crate::cpu::planned) smoothing: f32,
}

impl Kernel for CrossEntropyGrad {
    fn run(&self, frame: &Frame) {
        let classes = self.classes;
        let [logits, labels, lse, grad] = self.args.map(|slot| frame.slot(slot));
        let out = frame.slot(self.out);
        in_blocks(
            self.rows,
            classes * 4,
            #[inline(always)]
            |rows| {
                // SAFETY: the slots hold the whole tensors; each row is one thread's.
                let (x, to, labels, totals, above) = unsafe {
                    (
                        logits.slice::<f32>(rows.start * classes, rows.len() * classes),
                        out.slice_mut::<f32>(rows.start * classes, rows.len() * classes),
                        labels.slice::<i32>(rows.start, rows.len()),
                        lse.slice::<f32>(rows.start, rows.len()),
                        grad.slice::<f32>(rows.start, rows.len()),
                    )
                };
                let share = self.smoothing / classes as f32;
                let hit = |label: i32| usize::try_from(label).ok().filter(|&i| i < classes);
                // Both loops over all numbers, so that short rows fill registers.
                let rows = x.chunks_exact(classes).zip(totals).zip(to.chunks_exact_mut(classes));
                for ((x, &total), to) in rows {
                    for (to, &x) in to.iter_mut().zip(x) {
                        *to = x - total;
                    }
                }
                for to in to.iter_mut() {
                    *to = exp(*to);
                }
                for ((to, &label), &g) in to.chunks_exact_mut(classes).zip(labels).zip(above) {
                    let hit = hit(label);
                    let weight = if hit.is_some() { 1.0 } else { self.smoothing };
                    for to in to.iter_mut() {
                        *to = g * (weight * *to - share);
                    }
                    if let Some(hit) = hit {
                        to[hit] -= g * (1.0 - self.smoothing);
                    }
                }
            },
        );
    }
}
