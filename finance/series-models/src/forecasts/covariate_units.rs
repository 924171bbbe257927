use serde::{Deserialize, Serialize};

/// Mean and deviation of a covariate, over all items and the steps to learn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CovariateUnits {
    /// Its column.
    pub name: String,
    /// Whether its future is known.
    pub known_ahead: bool,
    /// Its mean.
    pub mean: f64,
    /// Its deviation; 1 of one that never changes.
    pub deviation: f64,
}

impl CovariateUnits {
    pub(super) fn of(name: &str, known_ahead: bool, values: impl Iterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.collect();
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        let deviation = variance.sqrt();
        // Rounding alone is no change.
        let changes = deviation > 1e-9 * mean.abs();
        let deviation = if changes { deviation } else { 1.0 };
        Self { name: name.to_owned(), known_ahead, mean, deviation }
    }

    /// In deviations from the mean, ten at most.
    pub(super) fn standard(&self, value: f64) -> f32 {
        ((value - self.mean) / self.deviation).clamp(-10.0, 10.0) as f32
    }
}
