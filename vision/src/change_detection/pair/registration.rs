//! A shift of few pixels between two dates: found as the place of the largest normalised
//! cross-correlation, between pixels by a parabola through its neighbours, and undone.

use super::{Scene, ScenePair};
use crate::change_detection::ChangeError;
use rayon::prelude::*;

/// Fewest pixels of an overlap that say something.
const LEAST: usize = 16;

/// Parts of a pixel that a parabola cannot tell from none: dates that lie on each other are then left as they
/// are, instead of being blurred and losing their edge.
const PRECISION: f64 = 0.05;

/// Where the second date lies against the first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift {
    /// Rows down: what the first date has in row `r`, the second has in row `r + rows`.
    pub rows: f64,
    /// Columns to the right.
    pub columns: f64,
    /// Correlation of the bands at the whole shift next to it, in -1 to 1.
    pub correlation: f64,
}

/// Finds the shift of the second date, up to less than `reach` pixels in each direction: the largest mean,
/// over bands, of the correlation of the pixels seen at both. What changed pulls at it: where a tenth of a
/// small scene changed strongly, by some tenths of a pixel.
///
/// # Errors
/// [`ChangeError::Shift`] where the best match is at the edge of the search,
/// [`ChangeError::TooFewPixels`] where shifted dates share too few pixels.
pub fn find_shift(pair: &ScenePair, reach: usize) -> Result<Shift, ChangeError> {
    let [rows, columns] = pair.before().extents();
    let reach = reach.clamp(1, 64).min(rows.min(columns) / 2).max(1);
    let far = reach as i32;
    let side = 2 * reach + 1;
    let places: Vec<(i32, i32)> =
        (-far..=far).flat_map(|down| (-far..=far).map(move |right| (down, right))).collect();
    let scores: Vec<Option<f64>> =
        places.par_iter().map(|&(down, right)| correlation(pair, down, right)).collect();
    let best = scores.iter().enumerate().filter_map(|(at, score)| score.map(|score| (at, score)));
    // Of equal ones the smallest shift.
    let length = |at: usize| places[at].0.abs() + places[at].1.abs();
    let best = best.max_by(|a, b| a.1.total_cmp(&b.1).then(length(b.0).cmp(&length(a.0))));
    let Some((at, score)) = best else {
        let (what, found, all) = ("registration", pair.seen_pixels(), pair.seen().len());
        return Err(ChangeError::TooFewPixels { what, needed: LEAST, found, all });
    };
    let (down, right) = places[at];
    if down.abs() == far || right.abs() == far {
        return Err(ChangeError::Shift { rows: down, columns: right, reach });
    }
    let between = |step: usize| match (scores[at - step], scores[at + step]) {
        (Some(less), Some(more)) => peak(less, score, more),
        _ => 0.0,
    };
    let (rows, columns) = (f64::from(down) + between(side), f64::from(right) + between(1));
    Ok(Shift { rows, columns, correlation: score })
}

/// The top of the parabola through three equally spaced values, the middle one the largest.
fn peak(less: f64, middle: f64, more: f64) -> f64 {
    let bend = less - 2.0 * middle + more;
    let top = if bend < 0.0 { (0.5 * (less - more) / bend).clamp(-0.5, 0.5) } else { 0.0 };
    if top.abs() < PRECISION { 0.0 } else { top }
}

/// Mean correlation of the bands, the second date read `down` and `right`; bands without variance do not
/// count.
fn correlation(pair: &ScenePair, down: i32, right: i32) -> Option<f64> {
    let [rows, columns] = pair.before().extents();
    let (seen_before, seen_after) = (pair.before().seen(), pair.after().seen());
    let range = |shift: i32, count: usize| {
        let most = count.saturating_sub(shift.unsigned_abs() as usize);
        let start = if shift < 0 { count - most } else { 0 };
        start..start + most
    };
    let moved = |at: usize, by: i32| (at as i64 + i64::from(by)) as usize;
    let mut correlations = Vec::new();
    for band in 0..pair.before().bands() {
        let (before, after) = (pair.before().band(band), pair.after().band(band));
        let mut sums = Sums::default();
        for row in range(down, rows) {
            for column in range(right, columns) {
                let here = row * columns + column;
                let there = moved(row, down) * columns + moved(column, right);
                if seen_before[here] && seen_after[there] {
                    sums.add(f64::from(before[here]), f64::from(after[there]));
                }
            }
        }
        correlations.extend(sums.correlation());
    }
    let count = correlations.len() as f64;
    (count > 0.0).then(|| correlations.iter().sum::<f64>() / count)
}

/// Running means and squares (Welford, 1962): sums of squares of large numbers would lose digits.
#[derive(Default)]
struct Sums {
    count: f64,
    mean: [f64; 2],
    xx: f64,
    xy: f64,
    yy: f64,
}

impl Sums {
    fn add(&mut self, x: f64, y: f64) {
        self.count += 1.0;
        let (dx, dy) = (x - self.mean[0], y - self.mean[1]);
        self.mean[0] += dx / self.count;
        self.mean[1] += dy / self.count;
        self.xx += dx * (x - self.mean[0]);
        self.yy += dy * (y - self.mean[1]);
        self.xy += dx * (y - self.mean[1]);
    }

    fn correlation(&self) -> Option<f64> {
        let squares = self.xx * self.yy;
        (self.count >= LEAST as f64 && squares > 0.0).then(|| self.xy / squares.sqrt())
    }
}

/// The second date moved back by the shift that is found, up to less than `reach` pixels; as it is where none can be
/// told.
///
/// # Errors
/// [`ChangeError::TooFewPixels`] where nothing is left.
pub fn registered(pair: &ScenePair, reach: usize) -> Result<ScenePair, ChangeError> {
    match find_shift(pair, reach) {
        Ok(shift) => pair.clone().registered(&shift),
        Err(_) => Ok(pair.clone()),
    }
}

impl Shift {
    /// A date of this shift, moved back.
    pub(super) fn undone(&self, scene: &Scene) -> Result<Scene, ChangeError> {
        let [rows, columns] = scene.extents();
        let pixels = rows * columns;
        let taps: Vec<Option<[(usize, f64); 4]>> =
            (0..pixels).map(|at| self.taps((at / columns, at % columns), scene)).collect();
        let mut values = Vec::with_capacity(pixels * scene.bands());
        for band in 0..scene.bands() {
            let band = scene.band(band);
            values.extend(taps.iter().map(|taps| match taps {
                Some(taps) => {
                    let used = taps.iter().filter(|(_, weight)| *weight > 0.0);
                    used.map(|&(at, weight)| weight * f64::from(band[at])).sum::<f64>() as f32
                }
                None => f32::NAN,
            }));
        }
        Scene::new([scene.bands(), rows, columns], values, None)
    }

    /// The four pixels that a pixel is made of and their weights, where all that count are seen.
    fn taps(&self, (row, column): (usize, usize), scene: &Scene) -> Option<[(usize, f64); 4]> {
        let [rows, columns] = scene.extents();
        let (y, x) = (row as f64 + self.rows, column as f64 + self.columns);
        let (top, left) = (y.floor(), x.floor());
        let (v, u) = (y - top, x - left);
        let mut taps = [(0, 0.0); 4];
        for (tap, (down, right)) in taps.iter_mut().zip([(0, 0), (0, 1), (1, 0), (1, 1)]) {
            let (by_row, by_column) =
                (if down == 1 { v } else { 1.0 - v }, if right == 1 { u } else { 1.0 - u });
            let weight = by_row * by_column;
            if weight == 0.0 {
                continue;
            }
            let (y, x) = (top + f64::from(down), left + f64::from(right));
            if y < 0.0 || x < 0.0 || y >= rows as f64 || x >= columns as f64 {
                return None;
            }
            let at = y as usize * columns + x as usize;
            if !scene.seen()[at] {
                return None;
            }
            *tap = (at, weight);
        }
        Some(taps)
    }
}
