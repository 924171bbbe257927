use super::Absence;
use crate::Forecast;

/// One forecast beside what happened.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The item's name.
    pub item: &'a str,
    /// The values before the origin, which scale MASE and RMSSE.
    pub history: &'a [f64],
    /// What happened; a missing value is left out of every measure.
    pub actual: &'a [Option<f64>],
    /// What was forecast.
    pub forecast: &'a Forecast,
    /// Steps in a season, which the scales look back by; 1 where there is none.
    pub season: usize,
}

impl<'a> Case<'a> {
    /// A case without season.
    #[must_use]
    pub fn new(
        item: &'a str,
        history: &'a [f64],
        actual: &'a [Option<f64>],
        forecast: &'a Forecast,
    ) -> Self {
        Self { item, history, actual, forecast, season: 1 }
    }

    /// The same case with a season.
    #[must_use]
    pub fn season(mut self, season: usize) -> Self {
        self.season = season.max(1);
        self
    }

    /// The observed values with the points forecast for them.
    pub(super) fn points(&self) -> Result<Vec<(usize, f64, f64)>, Absence> {
        self.against(&self.forecast.point)
    }

    /// The observed values with those of a quantile.
    pub(super) fn quantile(&self, level: f64) -> Result<Vec<(usize, f64, f64)>, Absence> {
        let path = self.forecast.quantile(level).ok_or(Absence::QuantileMissing { level })?;
        self.against(path)
    }

    /// The observed values with both ends of a central interval: (actual, lower, upper).
    pub(super) fn interval(&self, nominal: f64) -> Result<Vec<(f64, f64, f64)>, Absence> {
        // Rounded, so that a message says 0.1 and not 0.09999999999999998.
        let level = |exact: f64| (exact * 1e12).round() / 1e12;
        let lower = self.quantile(level(0.5 - nominal / 2.0))?;
        let upper = self.quantile(level(0.5 + nominal / 2.0))?;
        Ok(lower.into_iter().zip(upper).map(|((_, y, l), (_, _, u))| (y, l, u)).collect())
    }

    fn against(&self, path: &[f64]) -> Result<Vec<(usize, f64, f64)>, Absence> {
        if path.len() != self.actual.len() {
            return Err(Absence::LengthsDiffer { forecast: path.len(), actual: self.actual.len() });
        }
        let pairs: Vec<_> = (1..)
            .zip(self.actual.iter().zip(path))
            .filter_map(|(step, (actual, &forecast))| actual.map(|y| (step, y, forecast)))
            .collect();
        if pairs.is_empty() { Err(Absence::NothingObserved) } else { Ok(pairs) }
    }

    /// Mean of `power(|y_t - y_(t - season)|)` over the history.
    pub(super) fn scale(&self, power: impl Fn(f64) -> f64) -> Result<f64, Absence> {
        let (present, season) = (self.history.len(), self.season.max(1));
        if present <= season {
            return Err(Absence::ShortHistory { present, season });
        }
        let steps = self.history.iter().zip(&self.history[season..]);
        let scale =
            steps.map(|(a, b)| power((b - a).abs())).sum::<f64>() / (present - season) as f64;
        if scale == 0.0 { Err(Absence::ConstantHistory) } else { Ok(scale) }
    }
}
