//! The best straight pieces of a number of them (Bai & Perron, 2003).

use super::moments::{Basis, Moments};

/// Buffers of the search for the best pieces.
#[derive(Default)]
pub(super) struct Partition {
    /// Σ y, Σ t y, Σ y² of what lies before each place.
    sums: [Vec<f64>; 3],
    /// Squared residuals of the pieces that end at one place.
    row: Vec<f64>,
    /// For each number of pieces and each place: squared residuals of the best pieces before it.
    best: Vec<f64>,
    /// Where the last of those pieces starts.
    origin: Vec<usize>,
}

impl Partition {
    /// Writes the places at which pieces begin, but for the first, and gives the sum of squared
    /// residuals: infinite where pieces had too few values. Each piece spans at least `least` places,
    /// and all of them fit into the series. NaN are gaps, the ones of `moments`.
    pub(super) fn find(
        &mut self,
        basis: &Basis,
        moments: &Moments,
        values: &[f64],
        [least, breaks]: [usize; 2],
        found: &mut Vec<usize>,
    ) -> f64 {
        self.sum(basis, values);
        let places = values.len();
        found.clear();
        if breaks == 0 {
            return self.squares(moments, 0, 1, places)[0];
        }
        let width = places + 1;
        self.best.clear();
        self.best.resize(breaks * width, f64::INFINITY);
        self.origin.clear();
        self.origin.resize(breaks * width, 0);
        for end in least..=places - breaks * least {
            self.best[end] = self.squares(moments, 0, 1, end)[0];
        }
        // Behind `pieces` of them there has to be room for the rest.
        for end in 2 * least..=places.saturating_sub(least) {
            let row = end + 1 - 2 * least;
            let _pieces_ending_here = self.squares(moments, least, row, end);
            for pieces in 2..=breaks {
                if pieces * least > end || end + (breaks + 1 - pieces) * least > places {
                    continue;
                }
                let first = (pieces - 1) * least;
                let before = &self.best[(pieces - 2) * width..][first..=end - least];
                let (at, sum) = smallest(before, &self.row[first - least..]);
                self.best[(pieces - 1) * width + end] = sum;
                self.origin[(pieces - 1) * width + end] = first + at;
            }
        }
        let first = breaks * least;
        let _last_pieces = self.squares(moments, first, places + 1 - least - first, places);
        let before = &self.best[(breaks - 1) * width..][first..=places - least];
        let (at, sum) = smallest(before, &self.row);
        let mut end = first + at;
        found.push(end);
        for pieces in (2..=breaks).rev() {
            end = self.origin[(pieces - 1) * width + end];
            found.push(end);
        }
        found.reverse();
        sum
    }

    fn sum(&mut self, basis: &Basis, values: &[f64]) {
        let [y, ty, yy] = &mut self.sums;
        let mut running = [0.0; 3];
        for sums in [&mut *y, ty, yy] {
            sums.clear();
            sums.push(0.0);
        }
        for (value, time) in values.iter().zip(&basis.times) {
            if !value.is_nan() {
                running[0] += value;
                running[1] += time * value;
                running[2] += value * value;
            }
            self.sums[0].push(running[0]);
            self.sums[1].push(running[1]);
            self.sums[2].push(running[2]);
        }
    }

    /// Squared residuals of the straight lines through the places `start..end` for `count` starts from
    /// `first`; with fewer than two values there is no such piece.
    fn squares(&mut self, moments: &Moments, first: usize, count: usize, end: usize) -> &[f64] {
        let before = |sums: &'_ [f64]| -> f64 { sums[end] };
        let [y_sums, ty_sums, yy_sums] = &self.sums;
        let ends = [&moments.count, &moments.time, &moments.square, y_sums, ty_sums, yy_sums]
            .map(|sums| before(sums));
        // Equal lengths let the loop run without checks.
        let n = &moments.count[first..first + count];
        let t = &moments.time[first..first + count];
        let tt = &moments.square[first..first + count];
        let y = &y_sums[first..first + count];
        let ty = &ty_sums[first..first + count];
        let yy = &yy_sums[first..first + count];
        self.row.clear();
        self.row.extend((0..count).map(|i| {
            let (n, t, tt) = (ends[0] - n[i], ends[1] - t[i], ends[2] - tt[i]);
            let (y, ty, yy) = (ends[3] - y[i], ends[4] - ty[i], ends[5] - yy[i]);
            let inverse = 1.0 / n;
            let (tt, ty, yy) = (tt - t * t * inverse, ty - t * y * inverse, yy - y * y * inverse);
            let rest = yy - if tt > 0.0 { ty * ty / tt } else { 0.0 };
            let rest = if rest > 0.0 { rest } else { 0.0 };
            if n < 2.0 { f64::INFINITY } else { rest }
        }));
        &self.row
    }
}

/// The smallest sum of two, and where it first is.
fn smallest(a: &[f64], b: &[f64]) -> (usize, f64) {
    let b = &b[..a.len()];
    let mut lanes = [f64::INFINITY; 4];
    let (a_fours, b_fours) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest = a_fours.remainder().iter().zip(b_fours.remainder());
    let mut low = rest.fold(f64::INFINITY, |low, (a, b)| if a + b < low { a + b } else { low });
    for (a, b) in a_fours.zip(b_fours) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane = if a + b < *lane { a + b } else { *lane };
        }
    }
    low = lanes.iter().fold(low, |low, &lane| if lane < low { lane } else { low });
    (a.iter().zip(b).position(|(a, b)| a + b == low).unwrap_or(0), low)
}

#[cfg(test)]
mod tests {
    use super::super::fit::SeasonModel;
    use super::*;

    fn find(values: &[f64], least: usize, breaks: usize) -> (Vec<usize>, f64) {
        let places: Vec<f64> = (0..values.len()).map(|at| at as f64).collect();
        let basis = Basis::new(&places, SeasonModel { period: 12.0, harmonics: 0 });
        let mut moments = Moments::default();
        moments.set(&basis, values);
        let mut found = Vec::new();
        let sum = Partition::default().find(&basis, &moments, values, [least, breaks], &mut found);
        (found, sum)
    }

    #[test]
    fn pieces_are_found_where_they_are() {
        let line = |at: usize| match at {
            0..12 => 1.0 + 0.1 * at as f64,
            12..30 => 5.0 - 0.2 * at as f64,
            _ => 0.5,
        };
        let mut values: Vec<f64> = (0..45).map(line).collect();
        values[3] = f64::NAN;
        let (found, sum) = find(&values, 4, 2);
        assert_eq!(found, [12, 30]);
        assert!(sum < 1e-12 && find(&values, 4, 1).1 > 0.1, "{sum}");
        // A piece more changes nothing.
        assert!(find(&values, 4, 3).1 < 1e-12);
    }

    /// All ways to cut a series are tried.
    #[test]
    fn no_other_pieces_are_better() {
        let values: Vec<f64> =
            (0..23u32).map(|at| f64::from(at * 7919 % 101) + f64::from(at)).collect();
        let alone = |range: std::ops::Range<usize>| find(&values[range], 3, 0).1;
        let mut best = f64::INFINITY;
        for a in 3..=17 {
            for b in a + 3..=20 {
                best = best.min(alone(0..a) + alone(a..b) + alone(b..23));
            }
        }
        let (found, sum) = find(&values, 3, 2);
        assert!((sum - best).abs() < 1e-9 * best, "{found:?}: {sum}, {best}");
        let parts = alone(0..found[0]) + alone(found[0]..found[1]) + alone(found[1]..23);
        assert!((parts - best).abs() < 1e-9 * best);
    }

    #[test]
    fn pieces_without_values_are_none() {
        assert_eq!(find(&[f64::NAN; 9], 3, 0).1, f64::INFINITY);
        assert_eq!(find(&[f64::NAN; 9], 3, 1).1, f64::INFINITY);
    }
}
