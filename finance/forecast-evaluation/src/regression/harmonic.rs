use super::explain::by_group;
use super::transform::Transform;
use super::{Explanation, Ridge};
use crate::calendar::CalendarFeatures;
use crate::series::{Series, SeriesSet};
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
    let fits = HarmonicFits::new(set, origin, horizon, options)?;
    let forecast = |series: &Series| {
        let ridge = fits.ridge(series)?;
        let transform = fits.transform;
        let row = |t: usize| transform.back(ridge.predict(&fits.row(series, t)));
        let mut forecast = Forecast::point((origin..origin + horizon).map(row).collect());
        let unknown = vec![false; series.covariates.len()];
        forecast.notes = series.between(0, origin, origin, &unknown).notes();
        Ok(forecast)
    };
    let forecasts: Vec<Result<Forecast, EvaluationError>> =
        set.series().par_iter().map(forecast).collect();
    // The first error by item, whichever thread met one first.
    forecasts.into_iter().collect()
}

/// Why each step of each item is forecast as it is by [`harmonic_regression`]: trend, season, calendar and
/// covariates, each by its coefficient times what it is above its mean.
///
/// # Errors
/// As [`harmonic_regression`].
pub(super) fn explain_harmonic_regression(
    set: &SeriesSet,
    origin: usize,
    horizon: usize,
    options: &HarmonicOptions,
) -> Result<Vec<Explanation>, EvaluationError> {
    let fits = HarmonicFits::new(set, origin, horizon, options)?;
    let mut explanations = Vec::with_capacity(set.series().len() * horizon);
    for series in set.series() {
        let ridge = fits.ridge(series)?;
        for t in origin..origin + horizon {
            let values = ridge.contributions(&fits.row(series, t));
            let total = ridge.base() + values.iter().sum::<f64>();
            explanations.push(Explanation {
                item: series.item.clone(),
                time: set.time_text(t),
                reference: 0.0,
                base: ridge.base(),
                contributions: by_group(fits.groups.iter().map(String::as_str), &values),
                total,
            });
        }
    }
    Ok(explanations)
}

/// What the regressions of all items share.
struct HarmonicFits {
    origin: usize,
    penalty: f64,
    transform: Transform,
    /// Trend and calendar, `[time][feature]`.
    shared: Vec<Vec<f64>>,
    covariates: Vec<usize>,
    /// Of each feature.
    groups: Vec<String>,
}

impl HarmonicFits {
    fn new(
        set: &SeriesSet,
        origin: usize,
        horizon: usize,
        options: &HarmonicOptions,
    ) -> Result<Self, EvaluationError> {
        let transform = Transform { log: options.log };
        transform.check(set, origin)?;
        let mut calendar = options.calendar.clone();
        calendar.fourier.push((options.season, options.harmonics));
        let shared = (0..origin + horizon).map(|t| {
            let trend = (t as f64 - origin as f64) / options.season;
            std::iter::once(trend).chain(calendar.at(set, t).into_iter().map(|f| f.value)).collect()
        });
        let covariates: Vec<usize> =
            options.covariates.iter().map(|name| set.covariate(name)).collect::<Result<_, _>>()?;
        let mut groups = vec!["trend".to_owned()];
        groups.extend(calendar.at(set, 0).into_iter().map(|feature| feature.group));
        groups.extend(options.covariates.iter().cloned());
        let penalty = options.penalty;
        Ok(Self { origin, penalty, transform, shared: shared.collect(), covariates, groups })
    }

    fn row(&self, series: &Series, t: usize) -> Vec<f64> {
        let values = self.covariates.iter().map(|&c| series.covariate_at(c, t));
        let values = values.map(|value| value.unwrap_or(f64::NAN));
        self.shared[t].iter().copied().chain(values).collect()
    }

    fn ridge(&self, series: &Series) -> Result<Ridge, EvaluationError> {
        let (rows, actual): (Vec<Vec<f64>>, Vec<f64>) = (0..self.origin)
            .filter_map(|t| series.at(t).map(|y| (self.row(series, t), self.transform.forth(y))))
            .unzip();
        if rows.len() < 2 {
            return Err(EvaluationError::TooShort {
                item: series.item.clone(),
                what: "a harmonic regression",
                needed: 2,
                present: rows.len(),
            });
        }
        Ridge::fit(&rows, &actual, self.penalty)
    }
}
