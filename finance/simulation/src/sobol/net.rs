//! Increments of Brownian motions from scrambled nets.

use super::bridge::{self, Node};
use super::direction::{self, DIMENSIONS, Directions};
use super::scramble::scramble;
use crate::generator::{Draws, LANES, Purpose, Real, philox4x32};

/// A randomised net for paths of several assets: the coordinates go to the bridges' nodes from
/// coarse to fine, all assets (their principal components, as the kernel takes them) of a node
/// together. Nodes beyond the table's dimensions take pseudorandom normals: they are the least of
/// the path.
#[derive(Clone, Debug)]
pub(crate) struct Net {
    directions: Vec<Directions>,
    nodes: Vec<Node>,
    /// Points of a replicate.
    size: u32,
    /// What scrambles each coordinate, `[replicate, coordinate]`, of as many replicates as fit.
    seeds: Vec<u32>,
}

/// How many scrambling seeds are kept ready: a megabyte.
const KEPT: usize = 1 << 18;

/// Marks the counters that scramble, apart from all purposes of draws.
const SCRAMBLE: u32 = 0x5CA4_B1ED;

impl Net {
    /// `replicates` nets of `size` points for paths of `assets` and `steps`.
    pub(crate) fn new(
        assets: usize,
        steps: usize,
        size: u32,
        replicates: usize,
        key: [u32; 2],
    ) -> Self {
        let dimensions = assets.saturating_mul(steps).min(DIMENSIONS);
        let kept = replicates.min(KEPT / dimensions.max(1)) as u32;
        let of = |replicate| {
            (0..dimensions as u32).map(move |dimension| scramble_seed(dimension, replicate, key))
        };
        Self {
            directions: direction::directions(dimensions),
            nodes: bridge::order(steps),
            size,
            seeds: (0..kept).flat_map(of).collect(),
        }
    }

    #[inline(always)]
    fn seed(&self, dimension: usize, replicate: u32, key: [u32; 2]) -> u32 {
        let place = replicate as usize * self.directions.len() + dimension;
        match self.seeds.get(place) {
            Some(&seed) => seed,
            None => scramble_seed(dimension as u32, replicate, key),
        }
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
            let row = &row[..width];
            let (left, right) = node.between;
            let (a, b) = (F::of(node.weights.0), F::of(node.weights.1));
            let deviation = F::of(node.deviation);
            let (low, here) = path.split_at_mut((node.time - 1) * width);
            let (here, high) = here.split_at_mut(width);
            if right == 0 {
                for (here, &normal) in here.iter_mut().zip(row) {
                    *here = deviation * normal;
                }
                continue;
            }
            let after = &high[(right - 1 - node.time) * width..][..width];
            if left == 0 {
                for ((here, &normal), &after) in here.iter_mut().zip(row).zip(after) {
                    *here = b * after + deviation * normal;
                }
                continue;
            }
            let before = &low[(left - 1) * width..][..width];
            let known = before.iter().zip(after);
            for ((here, &normal), (&before, &after)) in here.iter_mut().zip(row).zip(known) {
                *here = a * before + b * after + deviation * normal;
            }
        }
        for step in (1..self.nodes.len()).rev() {
            let (low, here) = path.split_at_mut(step * width);
            for (here, &before) in here.iter_mut().zip(&low[(step - 1) * width..][..width]) {
                *here = *here - before;
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
            let dimension = first + asset;
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
                [self.seed(dimension, replicate[0], draws.key); LANES]
            } else {
                replicate.map(|of| self.seed(dimension, of, draws.key))
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
        let kept = Net::new(3, 4, 1 << 9, 2, [5, 7]);
        let fresh = Net { seeds: Vec::new(), ..kept.clone() };
        let walk = |net: &Net, unit: [u32; LANES]| {
            let draws = Draws { key: [5, 7], unit, sign: [1.0_f64; LANES] };
            let (mut row, mut path) = (vec![0.0; 4 * LANES], vec![0.0; 4 * 3 * LANES]);
            net.increments(&draws, &mut row, &mut path);
            path
        };
        let first = 1 << 9;
        let neighbours = std::array::from_fn(|l| first + 48 + l as u32);
        let together = walk(&kept, neighbours);
        assert_eq!(together, walk(&fresh, neighbours));
        for l in 0..LANES {
            // Every second lane is of another net, so that no common digits are taken.
            let alone = walk(
                &kept,
                std::array::from_fn(|k| if k % 2 == l % 2 { first + 48 + l as u32 } else { 3 }),
            );
            for row in 0..12 {
                assert_eq!(together[row * LANES + l], alone[row * LANES + l]);
            }
        }
    }

    #[test]
    fn each_replicate_of_a_coordinate_meets_every_interval_once() {
        // The first coordinate goes to the end of the first asset's path: of 512 points, one in each
        // 512th of probability.
        let net = Net::new(2, 1, 512, 3, [1, 2]);
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
