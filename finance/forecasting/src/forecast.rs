use serde::Serialize;

/// What a model says of the next steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// The model, with what it chose, as `ets(MAdM)`.
    pub model: String,
    /// Point forecast of each step ahead, `[horizon]`, in the series' unit.
    pub mean: Vec<f64>,
    /// Levels asked for, ascending, each in (0, 1).
    pub levels: Vec<f64>,
    /// Quantile of each level and step, `[level][horizon]`; never crossing.
    pub quantiles: Vec<Vec<f64>>,
}

impl Forecast {
    /// The quantiles of one level, `[horizon]`, where it was asked for.
    #[must_use]
    pub fn quantile(&self, level: f64) -> Option<&[f64]> {
        let at = self.levels.iter().position(|&known| known == level)?;
        Some(&self.quantiles[at])
    }
}
