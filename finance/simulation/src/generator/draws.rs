//! Where sixteen paths draw from.

use super::{LANES, Real, philox4x32};

/// What a draw is for: the last word of its counter, so that no two purposes share bits.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Diffusion = 0,
    Mixing = 1,
    Arrivals = 2,
    JumpSizes = 3,
    Blocks = 4,
    BridgeRemainder = 5,
}

/// The addresses of sixteen paths: key, counter of each path, and its sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draws<F> {
    pub(crate) key: [u32; 2],
    /// The path's own number, or the pair's under antithetic sampling.
    pub(crate) unit: [u32; LANES],
    /// One, or minus one for the second of an antithetic pair.
    pub(crate) sign: [F; LANES],
}

impl<F: Real> Draws<F> {
    /// Standard normals of `step`, rows of lanes: as many rows as `out` has, a multiple of four.
    #[inline(always)]
    pub(crate) fn normals(&self, step: u32, purpose: Purpose, out: &mut [F]) {
        let (unit, sign, key) = (self.unit, self.sign, self.key);
        for (block, rows) in out.chunks_exact_mut(4 * LANES).enumerate() {
            let mut lanes = [[F::ZERO; LANES]; 4];
            for l in 0..LANES {
                let [a, b, c, d] = philox4x32([unit[l], step, block as u32, purpose as u32], key);
                let (x, y) = F::gaussian_pair(a, b);
                let (u, v) = F::gaussian_pair(c, d);
                lanes[0][l] = x * sign[l];
                lanes[1][l] = y * sign[l];
                lanes[2][l] = u * sign[l];
                lanes[3][l] = v * sign[l];
            }
            for (row, lane) in rows.chunks_exact_mut(LANES).zip(&lanes) {
                row.copy_from_slice(lane);
            }
        }
    }

    /// Words of uniform bits of `step`, rows of lanes: a multiple of four rows. Antithetic paths
    /// share them.
    #[inline(always)]
    pub(crate) fn words(&self, step: u32, purpose: Purpose, out: &mut [u32]) {
        let (unit, key) = (self.unit, self.key);
        for (block, rows) in out.chunks_exact_mut(4 * LANES).enumerate() {
            let mut lanes = [[0; LANES]; 4];
            for l in 0..LANES {
                let words = philox4x32([unit[l], step, block as u32, purpose as u32], key);
                for (lane, word) in lanes.iter_mut().zip(words) {
                    lane[l] = word;
                }
            }
            for (row, lane) in rows.chunks_exact_mut(LANES).zip(&lanes) {
                row.copy_from_slice(lane);
            }
        }
    }
}
