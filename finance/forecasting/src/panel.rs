use crate::{Forecast, ForecastError, Forecaster};
use rayon::prelude::*;

/// Forecast of one series of many, or why there is none.
pub type SeriesForecast = Result<Forecast, ForecastError>;

/// Fits one model to each series and forecasts it, in parallel. Result `i` is of series `i`; what
/// fails with one series does not touch the others, and nothing depends on the number of threads.
///
/// ```
/// use neuron_forecasting::{Method, forecast_all};
/// let series = [vec![1.0, 2.0, 3.0, 4.0], vec![]];
/// let forecasts = forecast_all(&Method::Drift, &series, 1, 2, &[]);
/// assert_eq!(forecasts[0].as_ref().unwrap().mean, [5.0, 6.0]);
/// assert!(forecasts[1].is_err());
/// ```
pub fn forecast_all<S: AsRef<[f64]> + Sync>(
    model: &dyn Forecaster,
    series: &[S],
    season: usize,
    horizon: usize,
    levels: &[f64],
) -> Vec<SeriesForecast> {
    series
        .par_iter()
        .map(|one| model.fit(one.as_ref(), season)?.forecast(horizon, levels))
        .collect()
}
