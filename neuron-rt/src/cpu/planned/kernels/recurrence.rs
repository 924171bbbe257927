//! What layers have in common that read a sequence step by step.
#![allow(unsafe_code)]

use super::matmul::{Matrix, product};
use crate::cpu::planned::frame::{Raw, for_each};
use std::ops::Range;

/// Extents of a sequence.
#[derive(Clone, Copy)]
pub(in crate::cpu::planned) struct Extents {
    pub(in crate::cpu::planned) steps: usize,
    pub(in crate::cpu::planned) batch: usize,
    pub(in crate::cpu::planned) hidden: usize,
    /// Reads from the end.
    pub(in crate::cpu::planned) reverse: bool,
}

impl Extents {
    /// For each step, in the order in which they are taken, the first of some rows of the batch, and
    /// the same of the step before, counted over the whole sequence; nothing where the state is the
    /// first.
    pub(super) fn walk(
        self,
        first: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, Option<usize>)> {
        let Self { steps, batch, reverse, .. } = self;
        let row = move |turn: usize| {
            let step = if reverse { steps - 1 - turn } else { turn };
            step * batch + first
        };
        (0..steps).map(move |turn| (row(turn), turn.checked_sub(1).map(row)))
    }

    /// Calls `work` with the rows of each part of the batch: rows know nothing of each other, so that
    /// each thread takes its own through the whole sequence.
    pub(super) fn for_each_part(self, gates: usize, work: impl Fn(Range<usize>) + Send + Sync) {
        let Self { batch, .. } = self;
        let parts = rayon::current_num_threads().min(batch.div_ceil(8)).max(1);
        for_each(parts, self.cost(gates, parts), |part| {
            work(part * batch / parts..(part + 1) * batch / parts);
        });
    }

    /// Multiplications of a part's thread, by so many gates.
    fn cost(self, gates: usize, parts: usize) -> usize {
        self.steps * self.batch / parts * self.hidden * self.hidden * gates
    }
}

/// `n × k` or `k × n` numbers, packed once where there is a kernel for packed ones.
#[derive(Clone, Copy)]
pub(super) struct Weight {
    matrix: Matrix,
    size: [usize; 2],
    packed: Option<Raw>,
}

/// Scratch elements that a weight of so many columns and rows takes.
pub(in crate::cpu::planned) fn scratch([n, k]: [usize; 2]) -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        super::product::packed_words(super::product::Panels::Single, k, n)
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        let _ = [n, k];
        1
    }
}

impl Weight {
    /// A right side of `k × n`, with scratch memory for it.
    ///
    /// # Safety
    /// The matrix lies in memory, and the scratch has room for [`scratch`].
    pub(super) unsafe fn new([n, k]: [usize; 2], matrix: Matrix, to: Raw) -> Self {
        #[cfg(target_arch = "x86_64")]
        if super::product::Panels::Single.available() {
            // SAFETY: the caller's promise.
            unsafe {
                super::product::pack_right(super::product::Panels::Single, [n, k], matrix, to)
            };
            return Self { matrix, size: [n, k], packed: Some(to) };
        }
        let _ = to;
        Self { matrix, size: [n, k], packed: None }
    }

    /// `out = a w` or `out += a w`, of `m` rows, on the caller's thread.
    ///
    /// # Safety
    /// As [`product`].
    pub(super) unsafe fn multiply(&self, m: usize, out: Matrix, accumulate: bool, a: Matrix) {
        let [n, k] = self.size;
        // SAFETY: the caller's promise.
        unsafe {
            #[cfg(target_arch = "x86_64")]
            if let Some(packed) = self.packed {
                let panels = super::product::Panels::Single;
                let size = [m, n, k];
                return super::product::multiply_packed(
                    panels, size, out, accumulate, a, packed, false,
                );
            }
            product::<f32>([m, n, k], out, accumulate, a, self.matrix, 1.0, false);
        }
    }
}

/// The gradient by the weight over all steps at once, `[gates × n, n]`, from that by what the state
/// gave to the gates, `[t, b, gates × n]`: the states before the steps lie one behind another, but for
/// the first.
///
/// # Safety
/// The slots hold the whole tensors.
pub(super) unsafe fn weight_gradient(
    extents: Extents,
    gates: usize,
    by_gates: Raw,
    [h, h0]: [Raw; 2],
    to: Raw,
) {
    let Extents { steps, batch, hidden: n, reverse } = extents;
    let (width, later) = (gates * n, (steps - 1) * batch);
    // Rows of the gates of the later steps, of the states before them, of the gates of the first step.
    let (rest, states, start) = if reverse { (0, batch, later) } else { (batch, 0, 0) };
    let out = Matrix::new(to, n as isize, 1);
    let by_gates = Matrix::new(by_gates, width as isize, 1);
    // SAFETY: the caller's promise.
    unsafe {
        let first = by_gates.offset::<f32>((start * width) as isize).t();
        let h0 = Matrix::new(h0, n as isize, 1);
        product::<f32>([width, n, batch], out, false, first, h0, 1.0, true);
        if later > 0 {
            let rest = by_gates.offset::<f32>((rest * width) as isize).t();
            let h = Matrix::new(h, n as isize, 1).offset::<f32>((states * n) as isize);
            product::<f32>([width, n, later], out, true, rest, h, 1.0, true);
        }
    }
}

/// `to = f(to)`.
#[inline(always)]
pub(super) fn map(to: &mut [f32], f: impl Fn(f32) -> f32) {
    for to in to {
        *to = f(*to);
    }
}

/// `to = f(a, b)`.
#[inline(always)]
pub(super) fn set(to: &mut [f32], a: &[f32], b: &[f32], f: impl Fn(f32, f32) -> f32) {
    for ((to, &a), &b) in to.iter_mut().zip(a).zip(b) {
        *to = f(a, b);
    }
}

/// `to = f(to, a, b)`.
#[inline(always)]
pub(super) fn join(to: &mut [f32], a: &[f32], b: &[f32], f: impl Fn(f32, f32, f32) -> f32) {
    for ((to, &a), &b) in to.iter_mut().zip(a).zip(b) {
        *to = f(*to, a, b);
    }
}
