//! What layers have in common that read a sequence step by step.
#![allow(unsafe_code)]

use super::matmul::{Factor, Matrix, Panels, multiply_packed, pack_right, packed_words, product};
use crate::cpu::planned::elementwise::round_bf16;
use crate::cpu::planned::frame::{Raw, for_each};
use half::bf16;
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
    packed: Option<(Panels, Raw)>,
}

/// Scratch elements that a weight of so many columns and rows takes.
pub(in crate::cpu::planned) fn scratch([n, k]: [usize; 2]) -> usize {
    <f32 as Factor>::panels().map_or(1, |panels| packed_words(panels, k, n))
}

impl Weight {
    /// A right side of `k × n`, with scratch memory for it.
    ///
    /// # Safety
    /// The matrix of `T` lies in memory, and the scratch has room for [`scratch`].
    pub(super) unsafe fn new<T: Factor>(size: [usize; 2], matrix: Matrix, to: Raw) -> Self {
        let packed = T::panels().map(|panels| {
            // SAFETY: the caller's promise.
            unsafe { pack_right(panels, size, matrix, to) };
            (panels, to)
        });
        Self { matrix, size, packed }
    }

    /// `out = a w` or `out += a w`, of `m` rows of the weight's type, on the caller's thread.
    ///
    /// # Safety
    /// As [`product`]; a weight that is not of f32 was packed.
    pub(super) unsafe fn multiply(&self, m: usize, out: Matrix, accumulate: bool, a: Matrix) {
        let [n, k] = self.size;
        // SAFETY: the caller's promise.
        unsafe {
            if let Some((panels, packed)) = self.packed {
                return multiply_packed(panels, [m, n, k], out, accumulate, a, packed, false);
            }
            product::<f32>([m, n, k], out, accumulate, a, self.matrix, 1.0, false);
        }
    }
}

/// Rounds rows of f32 to bf16, for a product.
pub(super) fn narrow(to: &mut [bf16], from: &[f32]) {
    crate::cpu::planned::simd::vectorised(
        #[inline(always)]
        || {
            for (to, &from) in to.iter_mut().zip(from) {
                *to = bf16::from_bits((round_bf16(from).to_bits() >> 16) as u16);
            }
        },
    );
}

/// The gradient by the weight over all steps at once, `[gates × n, n]`, from that by what the state
/// gave to the gates, `[t, b, gates × n]`: the states before the steps lie one behind another, but for
/// the first. Both are of `T`, the gradient of f32.
///
/// # Safety
/// The slots hold the whole tensors; where `T` is bf16, there is a kernel for it.
pub(super) unsafe fn weight_gradient<T: Factor<Sum = f32>>(
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
        let first = by_gates.offset::<T>((start * width) as isize).t();
        let h0 = Matrix::new(h0, n as isize, 1);
        T::product([width, n, batch], out, false, first, h0, true);
        if later > 0 {
            let rest = by_gates.offset::<T>((rest * width) as isize).t();
            let h = Matrix::new(h, n as isize, 1).offset::<T>((states * n) as isize);
            T::product([width, n, later], out, true, rest, h, true);
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
