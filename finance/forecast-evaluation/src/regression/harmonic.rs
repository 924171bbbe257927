use super::Ridge;
use super::transform::Transform;
use crate::calendar::CalendarFeatures;
use crate::series::SeriesSet;
use crate::{EvaluationError, Forecast};
use rayon::prelude::*;
use serde::Serialize;

/// What a [`harmonic_regression`] is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HarmonicOptions {
    /// Learn ln(1 + y) rather than y.
    pub log: bool,
    /// Steps in a season, need not be whole; the unit of the trend.
    pub season: f64,
    /// How many harmonics of the season.
    pub harmonics: usize,
    /// Holidays, weekdays, months.
    pub calendar: CalendarFeatures,
    /// Covariates, known ahead.
    pub covariates: Vec<String>,
    /// See [`Ridge::fit`].
    pub penalty: f64,
}

/// Forecasts each item on its own by ridge regression on a trend, harmonics of the season, the
/// calendar and covariates (Harvey and Peters's, and Young, Pedregal and Tych's, harmonic
/// regression).
///
/// # Errors
/// If an item has fewer than two values before `origin`, or as [`Ridge::fit`].
pub fn harmonic_regression(
    set: &SeriesSet,
    origin: usize,
    horizon: usize,
    options: &HarmonicOptions,
) -> Result<Vec<Forecast>, EvaluationError> {
    let transform = Transform { log: options.log };
    transform.check(set, origin)?;
    let mut calendar = options.calendar.clone();
    calendar.fourier.push((options.season, options.harmonics));
    let shared: Vec<Vec<f64>> = (0..origin + horizon)
        .map(|t| {
            let trend = (t as f64 - origin as f64) / options.season;
            std::iter::once(trend).chain(calendar.at(set, t).into_iter().map(|f| f.value)).collect()
        })
        .collect();
    let covariates: Vec<usize> =
        options.covariates.iter().map(|name| set.covariate(name)).collect::<Result<_, _>>()?;
    let forecasts: Vec<Result<Forecast, EvaluationError>> = set
        .series()
        .par_iter()
        .map(|series| {
            let row = |t: usize| {
                let values = covariates.iter().map(|&c| series.covariate_at(c, t));
                let values = values.map(|value| value.unwrap_or(f64::NAN));
                shared[t].iter().copied().chain(values).collect::<Vec<f64>>()
            };
            let (rows, actual): (Vec<Vec<f64>>, Vec<f64>) = (0..origin)
                .filter_map(|t| series.at(t).map(|y| (row(t), transform.forth(y))))
                .unzip();
            if rows.len() < 2 {
                return Err(EvaluationError::TooShort {
                    item: series.item.clone(),
                    what: "a harmonic regression",
                    needed: 2,
                    present: rows.len(),
                });
            }
            let ridge = Ridge::fit(&rows, &actual, options.penalty)?;
            let point = (origin..origin + horizon).map(|t| transform.back(ridge.predict(&row(t))));
            let mut forecast = Forecast::point(point.collect());
            let unknown = vec![false; series.covariates.len()];
            forecast.notes = series.between(0, origin, origin, &unknown).notes();
            Ok(forecast)
        })
        .collect();
    // The first error by item, whichever thread met one first.
    forecasts.into_iter().collect()
}
