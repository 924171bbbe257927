//! Cross-entropy of logits against labels, with label smoothing, and its gradient.
#![allow(unsafe_code)]

use super::sums::{largest, sum};
use crate::cpu::planned::elementwise::exp;
use crate::cpu::planned::frame::{Frame, Kernel, for_each};

/// `(logits [n, c], labels [n]) -> (loss [n], log-sum-exp [n])`.
pub(in crate::cpu::planned) struct CrossEntropy {
    pub(in crate::cpu::planned) args: [usize; 2],
    pub(in crate::cpu::planned) results: [usize; 2],
    pub(in crate::cpu::planned) rows: usize,
    pub(in crate::cpu::planned) classes: usize,
    pub(in crate::cpu::planned) smoothing: f32,
}

/// Calls `work` for each row, some of them at once: rows may be as short as two classes.
#[inline(always)]
fn in_blocks(rows: usize, cost: usize, work: impl Fn(usize) + Send + Sync) {
    const ROWS: usize = 32;
    for_each(rows.div_ceil(ROWS), cost * ROWS, |block| {
        crate::cpu::planned::simd::vectorised(
            #[inline(always)]
            || {
                // A loop, not `for_each`: only what is inlined here is compiled for these registers.
                for row in block * ROWS..rows.min((block + 1) * ROWS) {
                    work(row);
                }
            },
        );
    });
}

/// `ln Σ e^x`, in interleaved parts.
#[inline(always)]
fn log_sum_exp(x: &[f32]) -> f32 {
    const PARTS: usize = 16;
    let few = x.len() < PARTS;
    let larger = |top: f32, &v: &f32| if v > top { v } else { top };
    let top = if few { x.iter().fold(f32::NEG_INFINITY, larger) } else { largest(x) };
    // A row that is masked whole: no probability anywhere.
    let top = if top == f32::NEG_INFINITY { 0.0 } else { top };
    if few {
        return top + x.iter().map(|&v| exp(v - top)).sum::<f32>().ln();
    }
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
            |row| {
                // SAFETY: the slots hold the whole tensors; each row is one thread's.
                unsafe {
                    let x = logits.slice::<f32>(row * classes, classes);
                    let total = log_sum_exp(x);
                    let label = *labels.at::<i32>(row as isize);
                    // A label outside the classes picks none, as a one-hot row of zeros does.
                    let picked = usize::try_from(label).ok().and_then(|i| x.get(i));
                    let hit = picked.map_or(0.0, |x| total - x);
                    // Without smoothing its term is left out: 0 × ∞ would be NaN at a masked class.
                    let spread = |x: &[f32]| total - sum(x) / classes as f32;
                    let smooth =
                        if self.smoothing > 0.0 { self.smoothing * spread(x) } else { 0.0 };
                    loss.at::<f32>(row as isize).write((1.0 - self.smoothing) * hit + smooth);
                    lse.at::<f32>(row as isize).write(total);
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
            |row| {
                // SAFETY: the slots hold the whole tensors; each row is one thread's.
                let (x, to, label, total, g) = unsafe {
                    (
                        logits.slice::<f32>(row * classes, classes),
                        out.slice_mut::<f32>(row * classes, classes),
                        *labels.at::<i32>(row as isize),
                        *lse.at::<f32>(row as isize),
                        *grad.at::<f32>(row as isize),
                    )
                };
                let hit = usize::try_from(label).ok().filter(|&i| i < classes);
                let share = self.smoothing / classes as f32;
                let weight = if hit.is_some() { 1.0 } else { self.smoothing };
                for (to, &x) in to.iter_mut().zip(x) {
                    *to = g * (weight * exp(x - total) - share);
                }
                if let Some(hit) = hit {
                    to[hit] -= g * (1.0 - self.smoothing);
                }
            },
        );
    }
}
