//! Increments of Brownian motions from scrambled nets.

use super::bridge::{self, Node};
use super::direction::{self, DIMENSIONS, Directions};
use super::scramble::scramble;
use crate::generator::{Draws, LANES, Purpose, Real, inverse_normal, philox4x32};

/// A randomised net for paths of several assets: the coordinates go to the bridges' nodes from
/// coarse to fine, all assets of a node together. Nodes beyond the table's dimensions take
/// pseudorandom normals: they are the least of the path.
#[derive(Clone, Debug)]
pub(crate) struct Net {
    directions: Vec<Directions>,
    nodes: Vec<Node>,
    /// Points of a replicate.
    size: u32,
}

/// Marks the counters that scramble, apart from all purposes of draws.
const SCRAMBLE: u32 = 0x5CA4_B1ED;

impl Net {
    pub(crate) fn new(assets: usize, steps: usize, size: u32) -> Self {
        let dimensions = assets.saturating_mul(steps).min(DIMENSIONS);
        Self { directions: direction::directions(dimensions), nodes: bridge::order(steps), size }
    }

    /// How many coordinates of a path come from the net.
    pub(crate) fn dimensions(&self) -> usize {
        self.directions.len()
    }

    /// Standard normal increments of every step and asset, `[step, asset, lane]`; `row` has room for
    /// one step's normals, a multiple of four rows of lanes.
    #[inline(always)]
    pub(crate) fn increments<F: Real>(&self, draws: &Draws<F>, row: &mut [F], path: &mut [F]) {
        let width = path.len() / self.nodes.len();
        for (k, node) in self.nodes.iter().enumerate() {
            self.normals(draws, k, width / LANES, row);
            let (left, right) = node.between;
            let (a, b) = (F::of(node.weights.0), F::of(node.weights.1));
            let deviation = F::of(node.deviation);
            for c in 0..width {
                let before = if left == 0 { F::ZERO } else { path[(left - 1) * width + c] };
                let after = if right == 0 { F::ZERO } else { path[(right - 1) * width + c] };
                path[(node.time - 1) * width + c] = a * before + b * after + deviation * row[c];
            }
        }
        for step in (1..self.nodes.len()).rev() {
            let (before, here) = path.split_at_mut(step * width);
            let before = &before[(step - 1) * width..];
            for c in 0..width {
                here[c] = here[c] - before[c];
            }
        }
    }

    /// The normals of node `k`, one for each asset.
    #[inline(always)]
    fn normals<F: Real>(&self, draws: &Draws<F>, k: usize, assets: usize, row: &mut [F]) {
        let first = k * assets;
        let netted = self.directions.len().saturating_sub(first).min(assets);
        if netted < assets {
            draws.normals(k as u32, Purpose::BridgeRemainder, row);
        }
        let index = draws.unit.map(|path| path % self.size);
        let replicate = draws.unit.map(|path| path / self.size);
        let bits = (32 - self.size.leading_zeros()) as usize;
        for asset in 0..netted {
            let v = &self.directions[first + asset];
            let mut x = [0_u32; LANES];
            for (k, direction) in v.iter().enumerate().take(bits) {
                for l in 0..LANES {
                    x[l] ^= direction & 0_u32.wrapping_sub(index[l] >> k & 1);
                }
            }
            // Lanes of one replicate share their seed; most blocks have one replicate.
            let mut seed = (u32::MAX, 0);
            for l in 0..LANES {
                if l == 0 || seed.0 != replicate[l] {
                    let counter = [(first + asset) as u32, replicate[l], 0, SCRAMBLE];
                    seed = (replicate[l], philox4x32(counter, draws.key)[0]);
                }
                let unit = (f64::from(scramble(x[l], seed.1)) + 0.5) / 4_294_967_296.0;
                row[asset * LANES + l] = F::of(inverse_normal(unit));
            }
        }
    }
}
