//! Value at risk and expected shortfall of a sample.

use super::{Estimate, Sample};
use crate::SimulationError;

/// Fewer points than this in a tail say nothing about it.
const FEWEST: f64 = 10.0;

impl Sample {
    /// That at least ten points lie beyond `level`.
    pub(crate) fn check_level(level: f64, paths: usize) -> Result<(), SimulationError> {
        crate::check::level(level)?;
        let points = (1.0 - level) * paths as f64 + 1e-9;
        if points < FEWEST {
            return Err(SimulationError::ShortTail {
                level,
                points: points as usize,
                paths,
                needed: (FEWEST / (1.0 - level) - 1e-9).ceil() as usize,
            });
        }
        Ok(())
    }

    /// The quantile at `probability`; its influence function is (1{x > q} − (1 − p)) / f(q).
    pub(crate) fn quantile(&self, probability: f64) -> Estimate {
        let value = self.sorted[self.rank(probability)];
        let sparsity = self.sparsity(probability);
        let above = |x: f64| if x > value { sparsity } else { 0.0 };
        let standard_error = self.grouping.standard_error(self.values.iter().map(|&x| above(x)));
        Estimate { value, standard_error }
    }

    /// The mean beyond the quantile at `level`, in the form that is coherent whatever the
    /// distribution: q + E\[max(x − q, 0)\] / (1 − level) (R. T. Rockafellar and S. Uryasev,
    /// *Conditional value-at-risk for general loss distributions*, 2002).
    pub(crate) fn shortfall(&self, level: f64) -> Estimate {
        let quantile = self.sorted[self.rank(level)];
        let excess = |x: f64| (x - quantile).max(0.0) / (1.0 - level);
        let value = quantile + self.mean(excess);
        let standard_error = self.grouping.standard_error(self.values.iter().map(|&x| excess(x)));
        Estimate { value, standard_error }
    }
}
