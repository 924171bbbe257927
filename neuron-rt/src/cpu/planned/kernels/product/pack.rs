//! Panels: lanes side by side, word after word along `k`.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::transpose::transposed;
use std::arch::x86_64::*;

/// Where the numbers of one side lie, in elements.
#[derive(Clone, Copy)]
pub(super) struct Side {
    /// From lane to lane: rows of the left side, columns of the right.
    pub(super) lane: isize,
    /// Along `k`.
    pub(super) depth: isize,
}

/// Words behind a panel that may be written: the last store is whole.
pub(super) const SLACK: usize = 16;

/// Sixteen lanes of a panel.
struct Strip<T> {
    from: *const T,
    to: *mut f32,
    lanes: usize,
}

impl<T> Strip<T> {
    /// The strips of a panel of `WIDTH`; lanes beyond those that are there are none.
    fn of<const WIDTH: usize>(
        from: *const T,
        side: Side,
        lanes: usize,
        to: *mut f32,
    ) -> impl Iterator<Item = Self> {
        (0..WIDTH).step_by(16).map(move |first| Self {
            from: from.wrapping_offset(first as isize * side.lane),
            to: to.wrapping_add(first),
            lanes: lanes.saturating_sub(first).min(16),
        })
    }

    const fn mask(&self) -> __mmask16 {
        ((1u32 << self.lanes) - 1) as __mmask16
    }
}

/// Packs `lanes` lanes, at most `WIDTH`, of `k` numbers of f32 each; those that lack are zero.
///
/// # Safety
/// The processor has AVX-512F; the numbers lie in memory; `to` has room for `k × WIDTH + SLACK`.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn singles<const WIDTH: usize>(
    from: *const f32,
    side: Side,
    lanes: usize,
    k: usize,
    to: *mut f32,
) {
    for strip in Strip::of::<WIDTH>(from, side, lanes, to) {
        // SAFETY: the caller's promise.
        unsafe {
            if side.depth == 1 && side.lane != 1 {
                turn::<WIDTH>(&strip, side.lane, k);
                continue;
            }
            for p in 0..k {
                let row = strip.from.wrapping_offset(p as isize * side.depth);
                let values = if side.lane == 1 {
                    _mm512_maskz_loadu_ps(strip.mask(), row)
                } else {
                    let mut values = [0.0f32; 16];
                    for (lane, value) in values[..strip.lanes].iter_mut().enumerate() {
                        *value = *row.offset(lane as isize * side.lane);
                    }
                    _mm512_loadu_ps(values.as_ptr())
                };
                _mm512_storeu_ps(strip.to.add(p * WIDTH), values);
            }
        }
    }
}

/// Packs numbers of bf16 in pairs along `k`; an odd one out is paired with zero.
///
/// # Safety
/// As [`singles`], for `k.div_ceil(2) × WIDTH + SLACK` words; the processor has AVX512BW as well.
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
pub(super) unsafe fn pairs<const WIDTH: usize>(
    from: *const u16,
    side: Side,
    lanes: usize,
    k: usize,
    to: *mut f32,
) {
    // Words that are whole lie ready where `k` is the inner axis and lanes begin at words.
    let words = if side.depth == 1 && side.lane % 2 == 0 { k / 2 } else { 0 };
    for strip in Strip::of::<WIDTH>(from, side, lanes, to) {
        // SAFETY: the caller's promise.
        unsafe {
            let ready = Strip { from: strip.from.cast(), to: strip.to, lanes: strip.lanes };
            turn::<WIDTH>(&ready, side.lane / 2, words);
            for p in words..k.div_ceil(2) {
                let row = |p: usize| {
                    if p >= k {
                        return _mm512_setzero_si512();
                    }
                    let at = strip.from.wrapping_offset(p as isize * side.depth);
                    if side.lane == 1 {
                        let values = _mm256_maskz_loadu_epi16(strip.mask(), at.cast());
                        return _mm512_cvtepu16_epi32(values);
                    }
                    let mut values = [0i32; 16];
                    for (lane, value) in values[..strip.lanes].iter_mut().enumerate() {
                        *value = i32::from(*at.offset(lane as isize * side.lane));
                    }
                    _mm512_loadu_si512(values.as_ptr().cast())
                };
                let word = _mm512_or_si512(row(2 * p), _mm512_slli_epi32::<16>(row(2 * p + 1)));
                _mm512_storeu_ps(strip.to.add(p * WIDTH), _mm512_castsi512_ps(word));
            }
        }
    }
}

/// Packs the first `words` words of lanes that lie `stride` words apart, each in one piece.
///
/// # Safety
/// As [`singles`].
#[target_feature(enable = "avx512f")]
unsafe fn turn<const WIDTH: usize>(strip: &Strip<f32>, stride: isize, words: usize) {
    for first in (0..words).step_by(16) {
        let depth = (words - first).min(16);
        // SAFETY: the caller's promise.
        unsafe {
            let block = transposed(strip.from.wrapping_add(first), stride, strip.lanes, depth);
            for (p, row) in (first..).zip(block.into_iter().take(depth)) {
                _mm512_storeu_ps(strip.to.add(p * WIDTH), row);
            }
        }
    }
}
