//! The best straight pieces for each number of them (Bai & Perron, 2003).

/// For one piece, two pieces, …: the places at which pieces begin, but for the first, and the sum of
/// squared residuals. Each piece spans at least `least` values of the series; NaN are gaps.
pub(super) fn partitions(values: &[f64], least: usize, most: usize) -> Vec<(Vec<usize>, f64)> {
    let count = values.len();
    let sums = Sums::of(values);
    // `best[j]`: of the values before `j`, in so many pieces.
    let mut best: Vec<f64> = (0..=count).map(|end| sums.squares(0, end)).collect();
    let mut origins: Vec<Vec<usize>> = Vec::new();
    let mut found = vec![(Vec::new(), best[count])];
    for pieces in 2..=most {
        if least > count / pieces {
            break;
        }
        let mut next = vec![f64::INFINITY; count + 1];
        let mut origin = vec![0; count + 1];
        for end in pieces * least..=count {
            let first = (pieces - 1) * least;
            for (start, before) in (first..=end - least).zip(&best[first..]) {
                let sum = before + sums.squares(start, end);
                if sum < next[end] {
                    (next[end], origin[end]) = (sum, start);
                }
            }
        }
        best = next;
        origins.push(origin);
        let mut breaks = Vec::new();
        let mut end = count;
        for origin in origins.iter().rev() {
            end = origin[end];
            breaks.push(end);
        }
        breaks.reverse();
        found.push((breaks, best[count]));
    }
    found
}

/// Sums of what lies before each place, of values and times about their middle.
struct Sums {
    /// Count, t, t², y, t y, y².
    before: Vec<[f64; 6]>,
}

impl Sums {
    fn of(values: &[f64]) -> Self {
        let known = values.iter().filter(|value| !value.is_nan());
        let (count, sum) = known.fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
        let middle = if count > 0.0 { sum / count } else { 0.0 };
        let half = 0.5 * values.len() as f64;
        let mut running = [0.0; 6];
        let mut before = vec![running];
        for (at, value) in values.iter().enumerate() {
            if !value.is_nan() {
                let (t, y) = (at as f64 - half, value - middle);
                for (sum, term) in running.iter_mut().zip([1.0, t, t * t, y, t * y, y * y]) {
                    *sum += term;
                }
            }
            before.push(running);
        }
        Self { before }
    }

    /// Squared residuals of the straight line through the values `start..end`; with fewer than two
    /// known values there is no such piece.
    fn squares(&self, start: usize, end: usize) -> f64 {
        let [n, t, tt, y, ty, yy]: [f64; 6] =
            std::array::from_fn(|i| self.before[end][i] - self.before[start][i]);
        if n < 2.0 {
            return f64::INFINITY;
        }
        let (tt, ty, yy) = (tt - t * t / n, ty - t * y / n, yy - y * y / n);
        (yy - if tt > 0.0 { ty * ty / tt } else { 0.0 }).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_where_they_are() {
        let line = |at: usize| match at {
            0..12 => 1.0 + 0.1 * at as f64,
            12..30 => 5.0 - 0.2 * at as f64,
            _ => 0.5,
        };
        let mut values: Vec<f64> = (0..45).map(line).collect();
        values[3] = f64::NAN;
        let found = partitions(&values, 4, 4);
        assert_eq!(found[2].0, [12, 30]);
        assert!(found[2].1 < 1e-12 && found[1].1 > 0.1, "{found:?}");
        // A piece more changes nothing.
        assert!(found[3].1 < 1e-12);
    }

    #[test]
    fn no_more_pieces_than_fit() {
        assert_eq!(partitions(&[1.0, 2.0, 1.0, 2.0, 1.0], 2, 9).len(), 2);
        assert_eq!(partitions(&[f64::NAN; 5], 2, 9)[0].1, f64::INFINITY);
    }
}
