use serde::Serialize;

/// A number estimated from random paths.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Standard deviation that the estimate would have over seeds.
    pub standard_error: f64,
}

/// Which paths belong together: `size` neighbours make one independent unit. One path where paths
/// are independent, two where they are antithetic, a replicate where a net is scrambled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grouping {
    pub(crate) size: usize,
}

impl Grouping {
    /// The standard error of the mean of `influence`, one value a path in the order of paths: that
    /// of the mean of the units' means.
    pub(crate) fn standard_error(self, influence: impl Iterator<Item = f64>) -> f64 {
        let (mut sum, mut inside) = (0.0, 0);
        let (mut units, mut mean, mut squares) = (0.0, 0.0, 0.0);
        for value in influence {
            sum += value;
            inside += 1;
            if inside == self.size {
                // Welford's update: no cancellation of large sums.
                units += 1.0;
                let unit = sum / inside as f64;
                let from_mean = unit - mean;
                mean += from_mean / units;
                squares += from_mean * (unit - mean);
                (sum, inside) = (0.0, 0);
            }
        }
        if units < 2.0 { 0.0 } else { (squares / (units - 1.0) / units).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::Grouping;

    #[test]
    fn of_single_paths_and_of_pairs() {
        let values = [1.0, 3.0, 2.0, 6.0];
        // Mean 3, squares 4 + 0 + 1 + 9 = 14; 14 / 3 / 4.
        let single = Grouping { size: 1 }.standard_error(values.into_iter());
        assert!((single - (14.0_f64 / 12.0).sqrt()).abs() < 1e-15);
        // Units 2 and 4: squares 2; 2 / 1 / 2.
        let pairs = Grouping { size: 2 }.standard_error(values.into_iter());
        assert!((pairs - 1.0).abs() < 1e-15);
    }
}
