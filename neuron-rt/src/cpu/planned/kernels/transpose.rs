//! Sixteen rows turned into sixteen columns, in registers.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

/// Sixteen words of up to sixteen rows, `stride` words apart, columns first.
///
/// # Safety
/// The processor has AVX-512F; `rows × columns` words lie there.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn transposed(
    from: *const f32,
    stride: isize,
    rows: usize,
    columns: usize,
) -> [__m512; 16] {
    // SAFETY: the caller's promise; what is masked is not read.
    unsafe {
        let mask = ((1u32 << columns) - 1) as __mmask16;
        let mut a = [_mm512_setzero_ps(); 16];
        for (i, row) in a.iter_mut().enumerate().take(rows) {
            *row = _mm512_maskz_loadu_ps(mask, from.wrapping_offset(i as isize * stride));
        }
        turned(a)
    }
}

/// Rows as columns: word `i` of row `j` becomes word `j` of row `i`.
#[inline]
#[target_feature(enable = "avx512f")]
pub(super) fn turned(a: [__m512; 16]) -> [__m512; 16] {
    // Pairs of rows, then of pairs, within each quarter of 128 bits.
    let mut b = [_mm512_setzero_ps(); 16];
    for i in 0..8 {
        b[2 * i] = _mm512_unpacklo_ps(a[2 * i], a[2 * i + 1]);
        b[2 * i + 1] = _mm512_unpackhi_ps(a[2 * i], a[2 * i + 1]);
    }
    let mut c = [_mm512_setzero_ps(); 16];
    for i in 0..4 {
        let d = |j: usize| _mm512_castps_pd(b[4 * i + j]);
        c[4 * i] = _mm512_castpd_ps(_mm512_unpacklo_pd(d(0), d(2)));
        c[4 * i + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(d(0), d(2)));
        c[4 * i + 2] = _mm512_castpd_ps(_mm512_unpacklo_pd(d(1), d(3)));
        c[4 * i + 3] = _mm512_castpd_ps(_mm512_unpackhi_pd(d(1), d(3)));
    }
    // `c[4 i + j]` holds, in quarter `q`, column `4 q + j` of rows `4 i..4 i + 4`.
    let mut out = [_mm512_setzero_ps(); 16];
    for j in 0..4 {
        let low = _mm512_shuffle_f32x4::<0x44>(c[j], c[4 + j]);
        let high = _mm512_shuffle_f32x4::<0xee>(c[j], c[4 + j]);
        let low2 = _mm512_shuffle_f32x4::<0x44>(c[8 + j], c[12 + j]);
        let high2 = _mm512_shuffle_f32x4::<0xee>(c[8 + j], c[12 + j]);
        out[j] = _mm512_shuffle_f32x4::<0x88>(low, low2);
        out[4 + j] = _mm512_shuffle_f32x4::<0xdd>(low, low2);
        out[8 + j] = _mm512_shuffle_f32x4::<0x88>(high, high2);
        out[12 + j] = _mm512_shuffle_f32x4::<0xdd>(high, high2);
    }
    out
}
