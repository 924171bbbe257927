//! Between the values of a panel and those that are learnt.

use crate::EvaluationError;
use crate::series::SeriesSet;

/// ln(1 + y), or nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Transform {
    pub(super) log: bool,
}

impl Transform {
    pub(super) fn forth(self, y: f64) -> f64 {
        if self.log { y.ln_1p() } else { y }
    }

    pub(super) fn back(self, z: f64) -> f64 {
        if self.log { z.exp_m1().max(0.0) } else { z }
    }

    /// Refuses values before `origin` that have no logarithm.
    pub(super) fn check(self, set: &SeriesSet, origin: usize) -> Result<(), EvaluationError> {
        if !self.log {
            return Ok(());
        }
        for series in set.series() {
            let known = origin.saturating_sub(series.offset).min(series.target.len());
            if let Some(y) = series.target[..known].iter().flatten().find(|y| **y < 0.0) {
                return Err(EvaluationError::Option {
                    what: "a value to take the logarithm of",
                    found: format!("{y} of item `{}`", series.item),
                    expected: "values ≥ 0; switch `log` off".to_owned(),
                });
            }
        }
        Ok(())
    }
}
