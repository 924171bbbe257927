//! Pieces and season together by least squares, for given breaks, from sums.
//!
//! The lines of the pieces are taken out of waves and values first (Frisch & Waugh, 1933), so that the
//! equations that are left are as many as there are waves.

use super::moments::{Basis, Moments};

/// Pieces and season of a series.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Candidate {
    /// Places at which pieces begin, but for the first.
    pub(in super::super) breaks: Vec<usize>,
    /// By how much the level jumps at each of them, once it was measured.
    pub(in super::super) jumps: Vec<f64>,
    /// Of each piece: mean of its values less the season, slope by time, mean of its times.
    lines: Vec<[f64; 3]>,
    /// Of each wave.
    pub(super) weights: Vec<f64>,
    /// Sum of squared residuals.
    pub(super) squares: f64,
}

impl Candidate {
    /// Slope of each piece, by time.
    pub(in super::super) fn slopes(&self) -> impl Iterator<Item = f64> + '_ {
        self.lines.iter().map(|line| line[1])
    }

    /// Takes another's place without new memory.
    pub(super) fn copy(&mut self, other: &Self) {
        self.breaks.clone_from(&other.breaks);
        self.lines.clone_from(&other.lines);
        self.weights.clone_from(&other.weights);
        self.squares = other.squares;
    }

    /// Finds by how much the level jumps at each break.
    pub(super) fn measure_jumps(&mut self, basis: &Basis) {
        let at = |place: usize, line: [f64; 3]| line[0] + line[1] * (basis.times[place] - line[2]);
        let pairs = self.breaks.iter().zip(self.lines.windows(2));
        self.jumps.clear();
        self.jumps.extend(pairs.map(|(&place, pair)| at(place, pair[1]) - at(place, pair[0])));
    }

    /// Takes the pieces off values without season: what is left over, NaN in gaps.
    pub(super) fn without_pieces(&self, basis: &Basis, rest: &mut [f64]) {
        let ends = self.breaks.iter().copied().chain([rest.len()]);
        let mut start = 0;
        for (&[mean, slope, time], end) in self.lines.iter().zip(ends) {
            for (value, at) in rest[start..end].iter_mut().zip(&basis.times[start..end]) {
                *value -= mean + slope * (at - time);
            }
            start = end;
        }
    }
}

/// Sums of values, and the buffers of a fit.
#[derive(Default)]
pub(super) struct Solver {
    columns: usize,
    /// Of what lies before each place: Σ y, Σ t y, then Σ s y of each wave.
    sums: Vec<f64>,
    /// Lower triangle, then the right side.
    equations: Vec<f64>,
}

/// A pivot of fewer squares a value is a wave that is not there, such as the sine of two values a turn.
const NO_WAVE: f64 = 1e-10;

impl Solver {
    /// Takes the values of a series, NaN in gaps.
    pub(super) fn set(&mut self, basis: &Basis, values: &[f64]) {
        self.columns = basis.columns;
        let stride = self.columns + 2;
        self.sums.clear();
        self.sums.resize(stride * (values.len() + 1), 0.0);
        for (place, &value) in values.iter().enumerate() {
            let (before, after) = self.sums.split_at_mut(stride * (place + 1));
            let (before, after) = (&before[stride * place..], &mut after[..stride]);
            after.copy_from_slice(before);
            if !value.is_nan() {
                after[0] += value;
                after[1] += basis.times[place] * value;
                for (sum, wave) in after[2..].iter_mut().zip(basis.waves(place)) {
                    *sum += wave * value;
                }
            }
        }
    }

    /// Fits lines and weights for the candidate's breaks. Its squares are left as they were.
    pub(super) fn solve(&mut self, moments: &Moments, places: usize, into: &mut Candidate) {
        let (width, stride) = (self.columns, self.columns + 2);
        self.equations.clear();
        self.equations.resize(width * width + width, 0.0);
        let (matrix, right) = self.equations.split_at_mut(width * width);
        let sums = &self.sums;
        let of = |start: usize, end: usize, column: usize| {
            sums[stride * end + column] - sums[stride * start + column]
        };
        let mut start = 0;
        for end in into.breaks.iter().copied().chain([places]) {
            let span = moments.span(start, end);
            let y = of(start, end, 0);
            let ty = of(start, end, 1) - span.time * y;
            for a in 0..width {
                let [sum, with_time] = moments.wave(span, a);
                let (mean, slope) = (sum / span.count, with_time * span.inverse);
                right[a] += of(start, end, 2 + a) - mean * y - slope * ty;
                for b in 0..=a {
                    let [other, other_with_time] = moments.wave(span, b);
                    matrix[a * width + b] +=
                        moments.product(span, a, b) - mean * other - slope * other_with_time;
                }
            }
            start = end;
        }
        let count = moments.span(0, places).count;
        eliminate(matrix, right, NO_WAVE * count);
        into.weights.clear();
        into.weights.extend_from_slice(right);
        into.lines.clear();
        let mut start = 0;
        for end in into.breaks.iter().copied().chain([places]) {
            let span = moments.span(start, end);
            let mut y = of(start, end, 0);
            let mut ty = of(start, end, 1) - span.time * y;
            for (wave, weight) in into.weights.iter().enumerate() {
                let [sum, with_time] = moments.wave(span, wave);
                y -= weight * sum;
                ty -= weight * with_time;
            }
            into.lines.push([y / span.count, ty * span.inverse, span.time]);
            start = end;
        }
    }
}

/// Solves symmetric equations in place (LDLᵀ), from their lower triangle; unknowns whose pivot is not
/// above `least` are 0.
fn eliminate(matrix: &mut [f64], right: &mut [f64], least: f64) {
    let width = right.len();
    for row in 0..width {
        for column in 0..=row {
            let product = |k: usize| {
                matrix[row * width + k] * matrix[column * width + k] * matrix[k * width + k]
            };
            let rest = matrix[row * width + column] - (0..column).map(product).sum::<f64>();
            let pivot = matrix[column * width + column];
            matrix[row * width + column] = match row == column {
                true if rest > least => rest,
                false if pivot > 0.0 => rest / pivot,
                _ => 0.0,
            };
        }
    }
    for row in 0..width {
        let before = (0..row).map(|k| matrix[row * width + k] * right[k]).sum::<f64>();
        right[row] -= before;
    }
    for row in (0..width).rev() {
        let pivot = matrix[row * width + row];
        let scaled = if pivot > 0.0 { right[row] / pivot } else { 0.0 };
        let behind = (row + 1..width).map(|k| matrix[k * width + row] * right[k]).sum::<f64>();
        right[row] = if pivot > 0.0 { scaled - behind } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::super::fit::{SeasonModel, fit};
    use super::*;

    /// The same squares as of the decomposition by singular values.
    #[test]
    fn sums_fit_as_well_as_the_decomposition() {
        let mut values: Vec<f64> =
            (0..60u32).map(|at| f64::from(at * 7919 % 101) / 20.0 + f64::from(at)).collect();
        let places: Vec<f64> = (0..60).map(f64::from).collect();
        for harmonics in [0, 1, 3, 6] {
            let season = SeasonModel { period: 12.0, harmonics };
            let basis = Basis::new(&places, season);
            for gaps in [&[][..], &[3, 20, 21, 59]] {
                gaps.iter().for_each(|&at: &usize| values[at] = f64::NAN);
                let (mut moments, mut solver) = (Moments::default(), Solver::default());
                moments.set(&basis, &values);
                solver.set(&basis, &values);
                for breaks in [vec![], vec![30], vec![12, 30, 46]] {
                    let mut found = Candidate { breaks, ..Candidate::default() };
                    solver.solve(&moments, 60, &mut found);
                    let mut rest = Vec::new();
                    basis.without_season(&found.weights, &values, &mut rest);
                    found.without_pieces(&basis, &mut rest);
                    let known = rest.iter().filter(|rest| !rest.is_nan());
                    let squares: f64 = known.map(|rest| rest * rest).sum();
                    let expected = fit(&values, season, &found.breaks).unwrap();
                    let same = (squares - expected.squares).abs() < 1e-9 * expected.squares;
                    assert!(same, "{harmonics} {:?}: {squares}, {expected:?}", found.breaks);
                    found.measure_jumps(&basis);
                    for (jump, expected) in found.jumps.iter().zip(expected.jumps()) {
                        assert!((jump - expected).abs() < 1e-9, "{jump}, {expected}");
                    }
                }
            }
        }
    }
}
