//! Products of one place of the transformed tiles, in registers.
#![allow(unsafe_code)]

use crate::cpu::planned::kernels::convolution::blocked::LANES;
use std::arch::x86_64::*;

/// Most tiles that [`tiles_by_weights`] takes at once.
pub(super) const TILES: usize = 14;

/// `m[t][o] = Σ v[t][c] u[c][o]`, of up to [`TILES`] tiles and one or two blocks of channels made.
///
/// `v` holds `blocks` blocks, `v_block` numbers apart, of a register for each tile; `u` a register for
/// each channel that is read, for each block made, `u_block` apart; `m` is as `v`.
///
/// # Safety
/// The processor has AVX-512F; all of it is there.
#[allow(clippy::too_many_arguments)]
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn tiles_by_weights<const N: usize>(
    tiles: usize,
    blocks: usize,
    (v, v_block): (*const f32, usize),
    (u, u_block): (*const f32, usize),
    (m, m_block): (*mut f32, usize),
) {
    macro_rules! choose {
        ($($tiles:literal)*) => {
            match tiles {
                // SAFETY: the caller's promise.
                $($tiles => unsafe {
                    sum::<$tiles, N>(blocks, (v, v_block), (u, u_block), (m, m_block))
                },)*
                _ => {}
            }
        };
    }
    choose!(1 2 3 4 5 6 7 8 9 10 11 12 13 14);
}

#[inline(always)]
unsafe fn sum<const M: usize, const N: usize>(
    blocks: usize,
    (v, v_block): (*const f32, usize),
    (u, u_block): (*const f32, usize),
    (m, m_block): (*mut f32, usize),
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); N]; M];
        for block in 0..blocks {
            let (v, u) = (v.add(block * v_block), u.add(block * LANES * LANES));
            for channel in 0..LANES {
                let mut right = [_mm512_setzero_ps(); N];
                for (j, right) in right.iter_mut().enumerate() {
                    *right = _mm512_loadu_ps(u.add(j * u_block + channel * LANES));
                }
                for (t, sums) in sums.iter_mut().enumerate() {
                    let left = _mm512_set1_ps(*v.add(t * LANES + channel));
                    for (sum, right) in sums.iter_mut().zip(right) {
                        *sum = _mm512_fmadd_ps(left, right, *sum);
                    }
                }
            }
        }
        for (t, sums) in sums.into_iter().enumerate() {
            for (j, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(m.add(j * m_block + t * LANES), sum);
            }
        }
    }
}

/// `du[o][c] += Σ dm[t][o] v[t][c]`, of `M` channels made and `N` blocks of channels read, `v_block`
/// numbers apart; rows of `du` are `row` numbers apart.
///
/// # Safety
/// The processor has AVX-512F; all of it is there.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn gradients_by_tiles<const M: usize, const N: usize>(
    tiles: usize,
    dm: *const f32,
    (v, v_block): (*const f32, usize),
    (du, row): (*mut f32, usize),
) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); N]; M];
        for (o, sums) in sums.iter_mut().enumerate() {
            for (j, sum) in sums.iter_mut().enumerate() {
                *sum = _mm512_loadu_ps(du.add(o * row + j * LANES));
            }
        }
        for t in 0..tiles {
            let mut right = [_mm512_setzero_ps(); N];
            for (j, right) in right.iter_mut().enumerate() {
                *right = _mm512_loadu_ps(v.add(j * v_block + t * LANES));
            }
            for (o, sums) in sums.iter_mut().enumerate() {
                let left = _mm512_set1_ps(*dm.add(t * LANES + o));
                for (sum, right) in sums.iter_mut().zip(right) {
                    *sum = _mm512_fmadd_ps(left, right, *sum);
                }
            }
        }
        for (o, sums) in sums.into_iter().enumerate() {
            for (j, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(du.add(o * row + j * LANES), sum);
            }
        }
    }
}
