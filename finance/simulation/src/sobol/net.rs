//! Increments of Brownian motions from scrambled nets.

use super::bridge::{self, Node};
use super::direction::{self, DIMENSIONS, Directions};
use super::scramble::scramble;
use crate::generator::{Draws, LANES, Purpose, Real, philox4x32};

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
        // Most blocks are sixteen points in a row of one net: all but four digits are common.
        let common = index[0] & !(LANES as u32 - 1);
        let aligned = (0..LANES).all(|l| index[l] == common | l as u32)
            && replicate.iter().all(|&of| of == replicate[0]);
        for asset in 0..netted {
            let v = &self.directions[first + asset];
            let dimension = (first + asset) as u32;
            let mut x = [0_u32; LANES];
            let varying = if aligned {
                let digits = (LOW..bits.max(LOW)).map(|k| v[k] & mask(common, k));
                x = [digits.fold(0, |x, digit| x ^ digit); LANES];
                LOW
            } else {
                bits
            };
            for (k, direction) in v.iter().enumerate().take(varying) {
                for l in 0..LANES {
                    x[l] ^= direction & mask(index[l], k);
                }
            }
            let seed = if aligned {
                [scramble_seed(dimension, replicate[0], draws.key); LANES]
            } else {
                replicate.map(|of| scramble_seed(dimension, of, draws.key))
            };
            let row = &mut row[asset * LANES..][..LANES];
            let mut normals = [F::ZERO; LANES];
            for l in 0..LANES {
                normals[l] = F::normal_quantile(scramble(x[l], seed[l]));
            }
            row.copy_from_slice(&normals);
        }
    }
}

/// Digits of an index in which sixteen neighbours differ.
const LOW: usize = LANES.ilog2() as usize;

/// All ones where `index` has digit `k`.
#[inline(always)]
fn mask(index: u32, k: usize) -> u32 {
    0_u32.wrapping_sub((index >> k) & 1)
}

#[inline(always)]
fn scramble_seed(dimension: u32, replicate: u32, key: [u32; 2]) -> u32 {
    philox4x32([dimension, replicate, 0, SCRAMBLE], key)[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_together_are_what_they_are_alone() {
        let net = Net::new(3, 4, 1 << 9);
        let walk = |unit: [u32; LANES]| {
            let draws = Draws { key: [5, 7], unit, sign: [1.0_f64; LANES] };
            let (mut row, mut path) = (vec![0.0; 4 * LANES], vec![0.0; 4 * 3 * LANES]);
            net.increments(&draws, &mut row, &mut path);
            path
        };
        let first = 1 << 9;
        let together = walk(std::array::from_fn(|l| first + 48 + l as u32));
        for l in 0..LANES {
            // Every second lane is of another net, so that no common digits are taken.
            let alone =
                walk(std::array::from_fn(
                    |k| if k % 2 == l % 2 { first + 48 + l as u32 } else { 3 },
                ));
            for row in 0..12 {
                assert_eq!(together[row * LANES + l], alone[row * LANES + l]);
            }
        }
    }

    #[test]
    fn each_replicate_of_a_coordinate_meets_every_interval_once() {
        // The first coordinate goes to the end of the first asset's path: of 512 points, one in each
        // 512th of probability.
        let net = Net::new(2, 1, 512);
        for replicate in 0..3 {
            let mut met = [false; 512];
            for block in 0..512 / LANES {
                let first = (replicate * 512 + block * LANES) as u32;
                let unit = std::array::from_fn(|l| first + l as u32);
                let draws = Draws { key: [1, 2], unit, sign: [1.0_f64; LANES] };
                let (mut row, mut path) = (vec![0.0; 4 * LANES], vec![0.0; 2 * LANES]);
                net.increments(&draws, &mut row, &mut path);
                for &z in &path[..LANES] {
                    let p = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
                    met[(p * 512.0) as usize] = true;
                }
            }
            assert_eq!(met, [true; 512]);
        }
    }
}
