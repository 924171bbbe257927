//! The transformations of F(2×2, 3×3) and their adjoints, sixteen channels at a time.
//!
//! ```text
//!      ⎡1  0 -1  0⎤       ⎡1  0  0⎤
//! Bᵀ = ⎢0  1  1  0⎥   G = ⎢½  ½  ½⎥   Aᵀ = ⎡1  1  1  0⎤
//!      ⎢0 -1  1  0⎥       ⎢½ -½  ½⎥        ⎣0  1 -1 -1⎦
//!      ⎣0  1  0 -1⎦       ⎣0  0  1⎦
//! ```
//!
//! Place `4 i + j` of a transformed tile lies `i` down and `j` across.
#![allow(unsafe_code)]

use super::PLACES;
use crate::cpu::planned::kernels::convolution::blocked::LANES;
use std::arch::x86_64::*;

type Vector = __m512;

/// `Bᵀ x`.
#[target_feature(enable = "avx512f")]
fn input([a, b, c, d]: [Vector; 4]) -> [Vector; 4] {
    [_mm512_sub_ps(a, c), _mm512_add_ps(b, c), _mm512_sub_ps(c, b), _mm512_sub_ps(b, d)]
}

/// `Aᵀ x`.
#[target_feature(enable = "avx512f")]
fn output([a, b, c, d]: [Vector; 4]) -> [Vector; 2] {
    [_mm512_add_ps(_mm512_add_ps(a, b), c), _mm512_sub_ps(_mm512_sub_ps(b, c), d)]
}

/// `A x`.
#[target_feature(enable = "avx512f")]
fn output_adjoint([a, b]: [Vector; 2]) -> [Vector; 4] {
    [a, _mm512_add_ps(a, b), _mm512_sub_ps(a, b), _mm512_sub_ps(_mm512_setzero_ps(), b)]
}

/// `G x`.
#[target_feature(enable = "avx512f")]
fn weight([a, b, c]: [Vector; 3]) -> [Vector; 4] {
    let half = _mm512_set1_ps(0.5);
    let (outer, inner) = (_mm512_mul_ps(half, _mm512_add_ps(a, c)), _mm512_mul_ps(half, b));
    [a, _mm512_add_ps(outer, inner), _mm512_sub_ps(outer, inner), c]
}

/// `Gᵀ x`.
#[target_feature(enable = "avx512f")]
fn weight_adjoint([a, b, c, d]: [Vector; 4]) -> [Vector; 3] {
    let half = _mm512_set1_ps(0.5);
    let sum = _mm512_mul_ps(half, _mm512_add_ps(b, c));
    [_mm512_add_ps(a, sum), _mm512_mul_ps(half, _mm512_sub_ps(b, c)), _mm512_add_ps(sum, d)]
}

/// `Bᵀ d B` of neighbouring tiles: from the first's first pixel, rows of pixels `row` numbers apart, to
/// places `pitch` numbers apart.
///
/// # Safety
/// The processor has AVX-512F; four rows of `2 × tiles + 2` pixels are there, and room for `tiles`
/// registers at each place.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn inputs(
    from: *const f32,
    row: usize,
    tiles: usize,
    to: *mut f32,
    pitch: usize,
) {
    // SAFETY: the caller's promise.
    unsafe {
        let column = |x: usize| {
            let at = from.add(x * LANES);
            let down = |y: usize| _mm512_loadu_ps(at.add(y * row));
            input([down(0), down(1), down(2), down(3)])
        };
        // Neighbours share two columns.
        let (mut a, mut b) = (column(0), column(1));
        for tile in 0..tiles {
            let (c, d) = (column(2 * tile + 2), column(2 * tile + 3));
            for i in 0..4 {
                let to = to.add(tile * LANES + 4 * i * pitch);
                for (j, value) in input([a[i], b[i], c[i], d[i]]).into_iter().enumerate() {
                    _mm512_storeu_ps(to.add(j * pitch), value);
                }
            }
            (a, b) = (c, d);
        }
    }
}

/// `Aᵀ m A` of a tile: from places `pitch` numbers apart, to two rows of two pixels, `row` apart.
///
/// # Safety
/// As [`inputs`].
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn outputs(from: *const f32, pitch: usize, to: *mut f32, row: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        let column = |j: usize| {
            let down = |i: usize| _mm512_loadu_ps(from.add((4 * i + j) * pitch));
            output([down(0), down(1), down(2), down(3)])
        };
        let columns = [column(0), column(1), column(2), column(3)];
        for y in 0..2 {
            let across = output(columns.map(|column| column[y]));
            for (x, value) in across.into_iter().enumerate() {
                _mm512_storeu_ps(to.add(y * row + x * LANES), value);
            }
        }
    }
}

/// `A dy Aᵀ` of a tile: the way back of [`outputs`].
///
/// # Safety
/// As [`inputs`].
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn outputs_adjoint(from: *const f32, row: usize, to: *mut f32, pitch: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        let column = |x: usize| {
            let at = from.add(x * LANES);
            output_adjoint([_mm512_loadu_ps(at), _mm512_loadu_ps(at.add(row))])
        };
        let (left, right) = (column(0), column(1));
        for i in 0..4 {
            let across = output_adjoint([left[i], right[i]]);
            for (j, value) in across.into_iter().enumerate() {
                _mm512_storeu_ps(to.add((4 * i + j) * pitch), value);
            }
        }
    }
}

/// `G g Gᵀ` of nine taps, to places `pitch` numbers apart.
///
/// # Safety
/// The processor has AVX-512F; there is room.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn weights(taps: [Vector; 9], to: *mut f32, pitch: usize) {
    let column = |x: usize| weight([taps[x], taps[3 + x], taps[6 + x]]);
    let columns = [column(0), column(1), column(2)];
    for i in 0..4 {
        for (j, value) in weight(columns.map(|column| column[i])).into_iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { _mm512_storeu_ps(to.add((4 * i + j) * pitch), value) };
        }
    }
}

/// `Gᵀ du G`: nine taps.
#[target_feature(enable = "avx512f")]
pub(super) fn weights_adjoint(places: [Vector; PLACES]) -> [Vector; 9] {
    let column = |j: usize| weight_adjoint([0, 4, 8, 12].map(|i| places[i + j]));
    let columns = [column(0), column(1), column(2), column(3)];
    let rows = [0, 1, 2].map(|y| weight_adjoint(columns.map(|column| column[y])));
    std::array::from_fn(|tap| rows[tap / 3][tap % 3])
}
