//! A tile of the result in registers.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

/// Rows of a tile: 28 sums, two rows of the right side and one broadcast fill 31 of 32 registers.
pub(super) const ROWS: usize = 14;
/// Columns of a tile: two registers.
pub(super) const COLUMNS: usize = 32;

/// A tile's place in the result.
#[derive(Clone, Copy)]
pub(super) struct Tile {
    pub(super) at: *mut f32,
    /// From row to row; columns are neighbours.
    pub(super) row: isize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Adds to what is there.
    pub(super) accumulate: bool,
    pub(super) scale: f32,
}

/// What is multiplied: one word of 32 bits of each side at a time.
pub(in crate::cpu::planned::kernels) trait Word {
    /// `sum + a b`.
    ///
    /// # Safety
    /// The processor has the registers, and the instruction.
    unsafe fn multiply_add(a: __m512, b: __m512, sum: __m512) -> __m512;
}

/// One f32.
pub(super) struct Single;
/// Two neighbours of bf16 along `k`.
pub(in crate::cpu::planned::kernels) struct Pair;

impl Word for Single {
    #[inline(always)]
    unsafe fn multiply_add(a: __m512, b: __m512, sum: __m512) -> __m512 {
        // SAFETY: the caller's promise.
        unsafe { _mm512_fmadd_ps(a, b, sum) }
    }
}

impl Word for Pair {
    #[inline(always)]
    unsafe fn multiply_add(a: __m512, b: __m512, sum: __m512) -> __m512 {
        // SAFETY: the caller's promise; the registers are the same bits by another name.
        unsafe {
            let pairs = |words: __m512| std::mem::transmute::<__m512, __m512bh>(words);
            let (a, b) = (pairs(a), pairs(b));
            _mm512_dpbf16_ps(sum, a, b)
        }
    }
}

/// `tile = scale × a b`, of `k` words of packed panels.
///
/// # Safety
/// The processor has AVX-512F; `a` holds `k × ROWS` words, `b` `k × COLUMNS`; the tile lies in memory
/// that is nobody else's.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn single(k: usize, a: *const f32, b: *const f32, tile: Tile) {
    // SAFETY: the caller's promise.
    unsafe { by_rows::<Single>(k, a, b, tile) }
}

/// The same for pairs of bf16.
///
/// # Safety
/// As [`single`], and the processor has AVX512_BF16.
#[target_feature(enable = "avx512f,avx512bf16")]
pub(super) unsafe fn pair(k: usize, a: *const f32, b: *const f32, tile: Tile) {
    // SAFETY: the caller's promise.
    unsafe { by_rows::<Pair>(k, a, b, tile) }
}

/// Chooses the tile's height: rows that are not there cost nothing.
#[inline(always)]
unsafe fn by_rows<W: Word>(k: usize, a: *const f32, b: *const f32, tile: Tile) {
    macro_rules! choose {
        ($($rows:literal)*) => {
            match tile.rows {
                // SAFETY: the caller's promise.
                $($rows if tile.columns > 16 => unsafe { compute::<W, $rows, 2>(k, a, b, tile) },
                // SAFETY: the caller's promise.
                $rows => unsafe { compute::<W, $rows, 1>(k, a, b, tile) },)*
                _ => {}
            }
        };
    }
    choose!(1 2 3 4 5 6 7 8 9 10 11 12 13 14);
}

#[inline(always)]
unsafe fn compute<W: Word, const M: usize, const N: usize>(
    k: usize,
    a: *const f32,
    b: *const f32,
    tile: Tile,
) {
    // SAFETY: the caller's promise; masks keep to the columns that are there.
    unsafe {
        // The tile's lines come while the sums are made.
        for i in 0..M {
            let row = tile.at.wrapping_offset(i as isize * tile.row).cast::<i8>();
            _mm_prefetch::<_MM_HINT_T0>(row);
            _mm_prefetch::<_MM_HINT_T0>(row.wrapping_add(64));
        }
        let mut sums = [[_mm512_setzero_ps(); N]; M];
        let (mut a, mut b) = (a, b);
        for _ in 0..k {
            let mut right = [_mm512_setzero_ps(); N];
            for (j, right) in right.iter_mut().enumerate() {
                *right = _mm512_loadu_ps(b.add(16 * j));
            }
            for (i, sums) in sums.iter_mut().enumerate() {
                let left = _mm512_set1_ps(*a.add(i));
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum = W::multiply_add(left, right, *sum);
                }
            }
            a = a.add(ROWS);
            b = b.add(COLUMNS);
        }
        let scale = _mm512_set1_ps(tile.scale);
        let mask = |first: usize| {
            let there = tile.columns.saturating_sub(first).min(16);
            ((1u32 << there) - 1) as __mmask16
        };
        let masks = [mask(0), mask(16)];
        for (i, sum) in sums.into_iter().enumerate() {
            let row = tile.at.offset(i as isize * tile.row);
            for (half, (sum, mask)) in sum.into_iter().zip(masks).enumerate() {
                let to = row.wrapping_add(16 * half);
                let value = if tile.accumulate {
                    _mm512_fmadd_ps(sum, scale, _mm512_maskz_loadu_ps(mask, to))
                } else {
                    _mm512_mul_ps(sum, scale)
                };
                _mm512_mask_storeu_ps(to, mask, value);
            }
        }
    }
}
