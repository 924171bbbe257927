use crate::{Fitted, ForecastError};

/// A model that can be fitted to one series.
pub trait Forecaster: Send + Sync {
    /// The model's name, as the command line and [`crate::Method`] know it.
    fn name(&self) -> String;

    /// Estimates the model on equally spaced observations, oldest first, with `season`
    /// observations in a season (1: none).
    ///
    /// # Errors
    /// [`ForecastError::NoSeason`] and [`ForecastError::NotFinite`] for what no model takes; the
    /// model's own demands on length and sign.
    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError>;
}

/// What every model asks of its series: a season, finite values, and enough of them.
pub(crate) fn check(
    model: &str,
    series: &[f64],
    season: usize,
    needed: usize,
) -> Result<(), ForecastError> {
    if season == 0 {
        return Err(ForecastError::NoSeason);
    }
    if let Some(position) = series.iter().position(|value| !value.is_finite()) {
        return Err(ForecastError::NotFinite { position, value: series[position] });
    }
    if series.len() < needed {
        return Err(ForecastError::TooShort {
            model: model.into(),
            needed,
            found: series.len(),
            season,
        });
    }
    Ok(())
}

/// Refuses a series of one value repeated.
pub(crate) fn check_varies(model: &str, series: &[f64]) -> Result<(), ForecastError> {
    match series.first() {
        Some(&first) if series.iter().all(|&value| value == first) => {
            Err(ForecastError::Constant { model: model.into(), value: first })
        }
        _ => Ok(()),
    }
}

/// Refuses zero and negative values for a multiplicative model.
pub(crate) fn check_positive(model: &str, series: &[f64]) -> Result<(), ForecastError> {
    match series.iter().position(|&value| value <= 0.0) {
        Some(position) => Err(ForecastError::NotPositive {
            model: model.into(),
            position,
            value: series[position],
        }),
        None => Ok(()),
    }
}
