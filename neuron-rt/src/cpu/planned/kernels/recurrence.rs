//! A weight that every step of a sequence is multiplied by.
#![allow(unsafe_code)]

use super::matmul::{Matrix, product};
use crate::cpu::planned::frame::Raw;

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
        super::product::packed_words(k, n)
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
            unsafe { super::product::pack_right([n, k], matrix, to) };
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
                return super::product::multiply_packed([m, n, k], out, accumulate, a, packed);
            }
            product::<f32>([m, n, k], out, accumulate, a, self.matrix, 1.0, false);
        }
    }
}

/// Parts that the rows of a batch are cut into: rows know nothing of each other, so that each thread
/// takes its own through the whole sequence.
pub(super) fn parts(batch: usize) -> usize {
    rayon::current_num_threads().min(batch.div_ceil(8)).max(1)
}
