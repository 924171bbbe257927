use super::Loss;
use crate::EvaluationError;
use serde::Serialize;

/// How trees are grown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BoostingOptions {
    /// What is minimised.
    pub loss: Loss,
    /// How many trees.
    pub trees: usize,
    /// By how much each tree counts, in (0, 1].
    pub learning_rate: f64,
    /// Splits from the root to a leaf, at most.
    pub depth: usize,
    /// Rows in a leaf, at least.
    pub leaf_rows: usize,
    /// L2 penalty on leaf values.
    pub penalty: f64,
    /// Bins of a feature's histogram, 2 to 255.
    pub bins: usize,
    /// Share of the rows that each tree sees, in (0, 1].
    pub row_share: f64,
    /// Share of the features that each tree sees, in (0, 1].
    pub feature_share: f64,
    /// Seeds the shares.
    pub seed: u64,
}

impl Default for BoostingOptions {
    fn default() -> Self {
        Self {
            loss: Loss::Squared,
            trees: 200,
            learning_rate: 0.05,
            depth: 4,
            leaf_rows: 20,
            penalty: 1.0,
            bins: 64,
            row_share: 1.0,
            feature_share: 1.0,
            seed: 0,
        }
    }
}

impl BoostingOptions {
    pub(super) fn check(&self) -> Result<(), EvaluationError> {
        let share = |value: f64| value > 0.0 && value <= 1.0;
        let wrong = |what, found: String, expected: &str| {
            Err(EvaluationError::Option { what, found, expected: expected.to_owned() })
        };
        if let Loss::Quantile(level) = self.loss {
            crate::forecast::check_level(level)?;
        }
        if !share(self.learning_rate) {
            return wrong("the learning rate", self.learning_rate.to_string(), "in (0, 1]");
        }
        if !share(self.row_share) || !share(self.feature_share) {
            let found = format!("{} and {}", self.row_share, self.feature_share);
            return wrong("the share of rows or features", found, "in (0, 1]");
        }
        if !(2..=255).contains(&self.bins) {
            return wrong("the number of bins", self.bins.to_string(), "2 to 255");
        }
        if self.leaf_rows == 0 || self.depth == 0 || self.depth > 16 {
            let found = format!("{} and {}", self.leaf_rows, self.depth);
            return wrong(
                "rows in a leaf or depth",
                found,
                "at least 1 row and a depth of 1 to 16",
            );
        }
        if !(self.penalty >= 0.0 && self.penalty.is_finite()) {
            return wrong("the penalty", self.penalty.to_string(), "at least 0");
        }
        Ok(())
    }
}
