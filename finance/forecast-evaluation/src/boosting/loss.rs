use serde::Serialize;

/// What trees minimise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// Squared error: the mean.
    Squared,
    /// Pinball loss at a level: that quantile.
    Quantile(f64),
}

impl Loss {
    /// The constant with the least loss.
    pub(super) fn constant(self, values: &mut [f64]) -> f64 {
        match self {
            Self::Squared => values.iter().sum::<f64>() / values.len().max(1) as f64,
            Self::Quantile(level) => {
                values.sort_by(f64::total_cmp);
                let rank = (level * values.len() as f64).ceil().max(1.0) as usize;
                values.get(rank - 1).copied().unwrap_or(0.0)
            }
        }
    }

    /// The negative gradient at a residual (actual − predicted).
    pub(super) fn pull(self, residual: f64) -> f64 {
        match self {
            Self::Squared => residual,
            Self::Quantile(level) => {
                if residual > 0.0 {
                    level
                } else {
                    level - 1.0
                }
            }
        }
    }
}
