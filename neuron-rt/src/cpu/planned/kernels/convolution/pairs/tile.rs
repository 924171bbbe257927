//! Products in registers.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::convolution::blocked::LANES;
use crate::cpu::planned::kernels::product::{Pair, Word};
use std::arch::x86_64::*;

/// Most pixels that [`pixels_by_weights`] takes at once.
pub(super) const PIXELS: usize = 14;

/// Places of the input that [`gradients_by_pixels`] takes at once, and channels of the gradient.
pub(super) const PLACES: usize = 3;
pub(super) const CHANNELS: usize = 8;

/// `to[pixel][o] = Σ x[pixel][c] w[c][o]`, of up to [`PIXELS`] neighbours and `N` blocks of channels
/// made, `block` numbers apart in `to`.
///
/// `steps` says of each tap and block of channels read where it lies from `x` on, and how many words
/// of it count; the weights, a register for each such word, follow one another, those of the next
/// block made after `next`.
///
/// # Safety
/// The processor has AVX512_BF16; all of it is there.
#[target_feature(enable = "avx512f,avx512bf16")]
pub(super) unsafe fn pixels_by_weights<const N: usize>(
    pixels: usize,
    steps: &[(usize, usize)],
    x: *const f32,
    (weights, next): (*const f32, usize),
    (to, block): (*mut f32, usize),
) {
    macro_rules! choose {
        ($($pixels:literal)*) => {
            match pixels {
                // SAFETY: the caller's promise.
                $($pixels => unsafe {
                    sum::<$pixels, N>(steps, x, (weights, next), (to, block))
                },)*
                _ => {}
            }
        };
    }
    choose!(1 2 3 4 5 6 7 8 9 10 11 12 13 14);
}

#[inline(always)]
unsafe fn sum<const M: usize, const N: usize>(
    steps: &[(usize, usize)],
    x: *const f32,
    (mut weights, next): (*const f32, usize),
    (to, block): (*mut f32, usize),
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); N]; M];
        for &(place, words) in steps {
            let x = x.add(place);
            for word in 0..words {
                let mut right = [_mm512_setzero_ps(); N];
                for (j, right) in right.iter_mut().enumerate() {
                    *right = _mm512_loadu_ps(weights.add(j * next));
                }
                weights = weights.add(LANES);
                for (pixel, sums) in sums.iter_mut().enumerate() {
                    let left = _mm512_set1_ps(*x.add(pixel * (LANES / 2) + word));
                    for (sum, right) in sums.iter_mut().zip(right) {
                        *sum = Pair::multiply_add(left, right, *sum);
                    }
                }
            }
        }
        for (pixel, sums) in sums.into_iter().enumerate() {
            for (j, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(to.add(j * block + pixel * LANES), sum);
            }
        }
    }
}

/// Rows and pairs of columns that are summed over.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) rows: usize,
    pub(super) pairs: usize,
    /// Words from row to row of the gradient, and of the input.
    pub(super) gradient_row: usize,
    pub(super) input_row: usize,
}

/// `to[o][place][c] += Σ dy[pixel][o] x[pixel + place][c]`, of [`CHANNELS`] channels of the gradient and
/// `N` places of the input; sums of a channel are `row` numbers after those of the one before.
///
/// # Safety
/// The processor has AVX512_BF16; all of it is there.
#[target_feature(enable = "avx512f,avx512bf16")]
pub(super) unsafe fn gradients_by_pixels<const N: usize>(
    field: Field,
    gradient: *const f32,
    (input, places): (*const f32, [usize; N]),
    (to, row): (*mut f32, usize),
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); N]; CHANNELS];
        for (o, sums) in sums.iter_mut().enumerate() {
            for (j, sum) in sums.iter_mut().enumerate() {
                *sum = _mm512_loadu_ps(to.add(o * row + j * LANES));
            }
        }
        for y in 0..field.rows {
            let gradient = gradient.add(y * field.gradient_row);
            let inputs = places.map(|place| input.add(y * field.input_row + place));
            for pair in 0..field.pairs {
                let right = inputs.map(|input| _mm512_loadu_ps(input.add(2 * pair * LANES)));
                for (o, sums) in sums.iter_mut().enumerate() {
                    let left = _mm512_set1_ps(*gradient.add(pair * LANES + o));
                    for (sum, right) in sums.iter_mut().zip(right) {
                        *sum = Pair::multiply_add(left, right, *sum);
                    }
                }
            }
        }
        for (o, sums) in sums.into_iter().enumerate() {
            for (j, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(to.add(o * row + j * LANES), sum);
            }
        }
    }
}
