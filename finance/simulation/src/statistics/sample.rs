//! A sample in the order of paths and in the order of size.

use super::Grouping;

/// Losses (or falls) of all paths.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// In the order of paths.
    pub(crate) values: Vec<f64>,
    /// Ascending.
    pub(crate) sorted: Vec<f64>,
    pub(crate) grouping: Grouping,
}

impl Sample {
    pub(crate) fn new(values: Vec<f64>, grouping: Grouping) -> Self {
        let mut sorted = values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        Self { values, sorted, grouping }
    }

    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// The mean of `function` over the paths, summed in the order of paths.
    pub(crate) fn mean(&self, function: impl Fn(f64) -> f64) -> f64 {
        self.values.iter().map(|&value| function(value)).sum::<f64>() / self.len() as f64
    }

    /// The position in `sorted` of the `probability` quantile: the least value whose empirical
    /// distribution function reaches `probability`.
    pub(crate) fn rank(&self, probability: f64) -> usize {
        // The small part keeps 0.99 × 100, a little above 99, at 99.
        let rank = (probability * self.len() as f64 - 1e-9).ceil() as usize;
        rank.clamp(1, self.len()) - 1
    }

    /// One over the density at the `probability` quantile, from the spacing of order statistics
    /// about it (D. A. Bloch and J. L. Gastwirth, 1968), over one standard deviation of the rank.
    pub(crate) fn sparsity(&self, probability: f64) -> f64 {
        let n = self.len() as f64;
        let rank = self.rank(probability);
        let reach = (n * probability * (1.0 - probability)).sqrt().ceil().max(1.0) as usize;
        let (low, high) = (rank.saturating_sub(reach), (rank + reach).min(self.len() - 1));
        if high == low {
            return 0.0;
        }
        (self.sorted[high] - self.sorted[low]) * n / (high - low) as f64
    }
}
