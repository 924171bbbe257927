use super::mstl::decompose_seasons;
use crate::baseline::{Drift, Naive};
use crate::ets::Ets;
use crate::fitted::{Predictor, Spread};
use crate::{Fitted, ForecastError, Forecaster};

/// What carries the seasonally adjusted series on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendModel {
    /// Exponential smoothing, chosen by AICc among the models without season.
    Ets,
    /// Random walk.
    Naive,
    /// Random walk with drift.
    Drift,
}

/// Forecasts through MSTL: the adjusted series by a model without season, each season as it was
/// last.
///
/// ```
/// use neuron_forecasting::{Forecaster, stl::Mstl};
/// // Synthetic: hours with a daily and a weekly pattern.
/// let load: Vec<f64> = (0..24 * 21)
///     .map(|h| 10.0 + (h % 24) as f64 + if h / 24 % 7 > 4 { -3.0 } else { 0.0 } + (h % 5) as f64 * 0.1)
///     .collect();
/// let forecast = Mstl::new(&[24, 168]).fit(&load, 24)?.forecast(24, &[])?;
/// assert!(forecast.mean[23] > forecast.mean[0]);
/// # Ok::<(), neuron_forecasting::ForecastError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mstl {
    seasons: Vec<usize>,
    trend: TrendModel,
}

impl Mstl {
    /// With these seasons; none given takes the one that [`Forecaster::fit`] is called with.
    #[must_use]
    pub fn new(seasons: &[usize]) -> Self {
        Self { seasons: seasons.to_vec(), trend: TrendModel::Ets }
    }

    /// With another model for the adjusted series.
    #[must_use]
    pub fn trend(self, trend: TrendModel) -> Self {
        Self { trend, ..self }
    }

    fn fit_trend(&self, adjusted: &[f64]) -> Result<Fitted, ForecastError> {
        match self.trend {
            // Once the seasons are out nothing may be left that varies: its level goes on.
            TrendModel::Ets => Ets::automatic().fit(adjusted, 1).or_else(|error| match error {
                ForecastError::Constant { .. } => Naive.fit(adjusted, 1),
                other => Err(other),
            }),
            TrendModel::Naive => Naive.fit(adjusted, 1),
            TrendModel::Drift => Drift.fit(adjusted, 1),
        }
    }
}

impl Forecaster for Mstl {
    fn name(&self) -> String {
        "mstl".into()
    }

    /// Needs two of the longest season, and what the model of the adjusted series needs.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        let seasons = if self.seasons.is_empty() { vec![season] } else { self.seasons.clone() };
        if seasons.iter().all(|&length| length == 1) {
            // Nothing to take out.
            let mut below = self.fit_trend(series)?;
            below.model = format!("mstl({})", below.model);
            return Ok(below);
        }
        let parts = decompose_seasons(series, &seasons)?;
        let effects: Vec<f64> = (0..series.len())
            .map(|at| parts.seasonal.iter().map(|seasonal| seasonal[at]).sum())
            .collect();
        let adjusted: Vec<f64> = series.iter().zip(&effects).map(|(y, s)| y - s).collect();
        let below = self.fit_trend(&adjusted)?;
        let fitted = below.fitted.iter().zip(&effects).map(|(f, s)| f + s).collect();
        let model = format!("mstl({})", below.model);
        let last = parts
            .seasonal
            .iter()
            .zip(&parts.seasons)
            .map(|(seasonal, &length)| seasonal[series.len() - length..].to_vec())
            .collect();
        let parameters = below.parameters.clone();
        let predictor = Reseasonalised { below: below.predictor, last };
        let mut fitted = Fitted::new(model, series, fitted, parameters, Box::new(predictor));
        fitted.degrees_of_freedom = below.degrees_of_freedom;
        Ok(fitted)
    }
}

#[derive(Debug)]
struct Reseasonalised {
    below: Box<dyn Predictor>,
    /// The last round of each season.
    last: Vec<Vec<f64>>,
}

impl Reseasonalised {
    fn add(&self, values: &mut [f64]) {
        for (step, value) in values.iter_mut().enumerate() {
            *value += self.last.iter().map(|season| season[step % season.len()]).sum::<f64>();
        }
    }
}

impl Predictor for Reseasonalised {
    fn mean(&self, horizon: usize) -> Vec<f64> {
        let mut mean = self.below.mean(horizon);
        self.add(&mut mean);
        mean
    }

    fn spread(&self, horizon: usize, levels: &[f64]) -> Result<Spread, ForecastError> {
        Ok(match self.below.spread(horizon, levels)? {
            Spread::Deviations(deviations) => Spread::Deviations(deviations),
            Spread::Paths(mut paths) => {
                paths.iter_mut().for_each(|path| self.add(path));
                Spread::Paths(paths)
            }
            Spread::Quantiles(mut quantiles) => {
                quantiles.iter_mut().for_each(|quantile| self.add(quantile));
                Spread::Quantiles(quantiles)
            }
        })
    }
}
