//! The same analysis for every pixel.

use super::{Cube, Map};
use rayon::prelude::*;
use std::ops::Add;

/// Pixels whose series are gathered together: neighbours in an image lie in one line of the cache.
const BLOCK: usize = 64;

/// How many pixels there were, of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels that were analysed.
    pub analysed: usize,
    /// Of those, the ones with a gap.
    pub with_gaps: usize,
    /// Pixels without any value: outside the image, or always under clouds.
    pub empty: usize,
    /// Pixels with fewer values than the analysis needs.
    pub too_short: usize,
    /// Pixels that never change.
    pub constant: usize,
    /// Pixels with an infinite value.
    pub infinite: usize,
    /// Pixels that could not be analysed for another reason, such as an autocorrelation that takes all
    /// variance.
    pub refused: usize,
}

impl Add for Pixels {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            analysed: self.analysed + other.analysed,
            with_gaps: self.with_gaps + other.with_gaps,
            empty: self.empty + other.empty,
            too_short: self.too_short + other.too_short,
            constant: self.constant + other.constant,
            infinite: self.infinite + other.infinite,
            refused: self.refused + other.refused,
        }
    }
}

impl Pixels {
    /// Whether a series can be analysed that needs so many values; counts it where not.
    fn admits(&mut self, series: &[f64], needed: usize) -> bool {
        let known = || series.iter().copied().filter(|value| !value.is_nan());
        let count = known().count();
        let first = known().next().unwrap_or_default();
        let reason = match () {
            () if count == 0 => &mut self.empty,
            () if known().any(f64::is_infinite) => &mut self.infinite,
            () if count < needed => &mut self.too_short,
            () if known().all(|value| value == first) => &mut self.constant,
            () => return true,
        };
        *reason += 1;
        false
    }

    fn count(&mut self, series: &[f64], outcome: bool) {
        if !outcome {
            self.refused += 1;
            return;
        }
        self.analysed += 1;
        self.with_gaps += usize::from(series.iter().any(|value| value.is_nan()));
    }
}

/// Analyses each pixel that has `needed` values: of its series and a thread's own memory, the values of
/// `N` maps, or nothing. Other pixels get NaN, and are counted.
pub(super) fn each_pixel<const N: usize, W: Send>(
    cube: &Cube,
    needed: usize,
    workspace: impl Fn() -> W + Sync + Send,
    analyse: impl Fn(&mut W, &[f64]) -> Option<[f32; N]> + Sync + Send,
) -> ([Map; N], Pixels) {
    let (columns, length) = (cube.columns(), cube.times().len());
    let size = cube.rows() * columns;
    let mut maps = [(); N].map(|()| Map { columns, values: vec![f32::NAN; size] });
    let mut parts = maps.each_mut().map(|map| map.values.chunks_mut(columns));
    let rows: Vec<[&mut [f32]; N]> = (0..cube.rows())
        .map(|_| parts.each_mut().map(|part| part.next().unwrap_or_default()))
        .collect();
    let start = || (workspace(), vec![0.0; BLOCK * length]);
    let pixels = rows
        .into_par_iter()
        .enumerate()
        .map_init(start, |(workspace, block), (row, mut out)| {
            let mut pixels = Pixels::default();
            for first in (0..columns).step_by(BLOCK) {
                let count = BLOCK.min(columns - first);
                cube.gather(row, first, count, block);
                for (pixel, series) in block.chunks_exact(length).take(count).enumerate() {
                    if !pixels.admits(series, needed) {
                        continue;
                    }
                    let found = analyse(workspace, series);
                    pixels.count(series, found.is_some());
                    for (map, value) in out.iter_mut().zip(found.into_iter().flatten()) {
                        map[first + pixel] = value;
                    }
                }
            }
            pixels
        })
        .reduce(Pixels::default, Pixels::add);
    (maps, pixels)
}
