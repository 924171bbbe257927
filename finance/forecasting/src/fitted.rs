use crate::{Forecast, ForecastError};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use std::fmt::Debug;

/// One estimated or chosen number of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The name in the literature, as `alpha`.
    pub name: String,
    /// Its value.
    pub value: f64,
}

impl Parameter {
    pub(crate) fn new(name: impl Into<String>, value: f64) -> Self {
        Self { name: name.into(), value }
    }
}

/// How uncertain a forecast is.
pub(crate) enum Spread {
    /// Normal or Student's t, with this standard deviation at each step, `[horizon]`.
    Deviations(Vec<f64>),
    /// Simulated futures, `[path][horizon]`.
    Paths(Vec<Vec<f64>>),
    /// Quantiles that the model made itself, `[level][horizon]`.
    Quantiles(Vec<Vec<f64>>),
}

/// The part of a fitted model that looks ahead.
pub(crate) trait Predictor: Debug + Send + Sync {
    /// Point forecasts of `horizon` steps.
    fn mean(&self, horizon: usize) -> Vec<f64>;
    /// Their uncertainty; `levels` are ascending.
    fn spread(&self, horizon: usize, levels: &[f64]) -> Result<Spread, ForecastError>;
}

/// A model with its parameters estimated.
#[derive(Debug, Serialize)]
pub struct Fitted {
    /// The model, with what it chose, as `arima(0,1,1)(0,1,1)[12]`.
    pub model: String,
    /// One-step forecasts within the series, `[observations]`. Where a model has none for the first
    /// observations (a random walk has none for the first), the observation itself stands.
    pub fitted: Vec<f64>,
    /// Observation less fitted value, `[observations]`.
    pub residuals: Vec<f64>,
    /// Estimates, in the model's own order.
    pub parameters: Vec<Parameter>,
    /// Log-likelihood at the estimates, for models that have one. ETS and CES leave out constants
    /// that do not depend on the parameters, as is the custom with them.
    pub log_likelihood: Option<f64>,
    /// Akaike's criterion corrected for small samples, on the same footing.
    pub aicc: Option<f64>,
    /// Degrees of freedom of the variance, where quantiles are those of Student's t for it: on a short
    /// series the normal's are too narrow.
    pub degrees_of_freedom: Option<usize>,
    #[serde(skip)]
    pub(crate) predictor: Box<dyn Predictor>,
}

impl Fitted {
    /// A model without likelihood.
    pub(crate) fn new(
        model: impl Into<String>,
        series: &[f64],
        fitted: Vec<f64>,
        parameters: Vec<Parameter>,
        predictor: Box<dyn Predictor>,
    ) -> Self {
        let residuals = series.iter().zip(&fitted).map(|(y, f)| y - f).collect();
        Self {
            model: model.into(),
            fitted,
            residuals,
            parameters,
            log_likelihood: None,
            aicc: None,
            degrees_of_freedom: None,
            predictor,
        }
    }

    /// The estimate of that name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<f64> {
        self.parameters.iter().find(|known| known.name == name).map(|known| known.value)
    }

    /// Forecasts `horizon` steps, with a quantile for each of `levels`, in any order; they come
    /// back ascending and without repetition.
    ///
    /// # Errors
    /// [`ForecastError::NoHorizon`], [`ForecastError::QuantileLevel`], and
    /// [`ForecastError::Diverged`] where a recursion overflows.
    pub fn forecast(&self, horizon: usize, levels: &[f64]) -> Result<Forecast, ForecastError> {
        if horizon == 0 {
            return Err(ForecastError::NoHorizon);
        }
        if let Some(&level) = levels.iter().find(|&&level| !(level > 0.0 && level < 1.0)) {
            return Err(ForecastError::QuantileLevel { level });
        }
        let mut levels = levels.to_vec();
        levels.sort_by(f64::total_cmp);
        levels.dedup();
        let mean = self.predictor.mean(horizon);
        self.check_finite(&mean)?;
        let quantiles = if levels.is_empty() {
            Vec::new()
        } else {
            match self.predictor.spread(horizon, &levels)? {
                Spread::Deviations(deviations) => {
                    scaled_quantiles(&mean, &deviations, &levels, self.degrees_of_freedom)
                }
                Spread::Paths(paths) => empirical_quantiles(&paths, horizon, &levels),
                Spread::Quantiles(quantiles) => quantiles,
            }
        };
        for quantile in &quantiles {
            self.check_finite(quantile)?;
        }
        Ok(Forecast { model: self.model.clone(), mean, levels, quantiles })
    }

    fn check_finite(&self, values: &[f64]) -> Result<(), ForecastError> {
        match values.iter().position(|value| !value.is_finite()) {
            Some(at) => Err(ForecastError::Diverged { model: self.model.clone(), step: at + 1 }),
            None => Ok(()),
        }
    }
}

fn scaled_quantiles(
    mean: &[f64],
    deviations: &[f64],
    levels: &[f64],
    freedom: Option<usize>,
) -> Vec<Vec<f64>> {
    let student = freedom.and_then(|count| StudentsT::new(0.0, 1.0, count as f64).ok());
    let normal = Normal::standard();
    levels
        .iter()
        .map(|&level| {
            let z = student.map_or_else(|| normal.inverse_cdf(level), |t| t.inverse_cdf(level));
            mean.iter().zip(deviations).map(|(centre, deviation)| centre + z * deviation).collect()
        })
        .collect()
}

/// Linear interpolation between order statistics (definition 7 of Hyndman and Fan, *Sample
/// quantiles in statistical packages*, 1996).
pub(crate) fn empirical_quantiles(
    paths: &[Vec<f64>],
    horizon: usize,
    levels: &[f64],
) -> Vec<Vec<f64>> {
    let mut quantiles = vec![vec![0.0; horizon]; levels.len()];
    for step in 0..horizon {
        let mut values: Vec<f64> = paths.iter().map(|path| path[step]).collect();
        values.sort_by(f64::total_cmp);
        for (quantile, &level) in quantiles.iter_mut().zip(levels) {
            let place = level * (values.len() - 1) as f64;
            let below = place.floor() as usize;
            let above = (below + 1).min(values.len() - 1);
            let share = place - below as f64;
            quantile[step] = values[below] + share * (values[above] - values[below]);
        }
    }
    quantiles
}
