use super::Window;
use crate::Forecast;
use crate::series::{Series, SeriesSet};
use rayon::prelude::*;

/// What a model's closure may fail with.
pub type ModelError = Box<dyn std::error::Error + Send + Sync>;

/// A pipeline from a model of the whole panel: it is given the panel as known at the origin, and
/// the number of steps from there, the gap included, whose last `horizon` are the forecast.
pub fn truncated<M>(
    model: M,
) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync
where
    M: Fn(&SeriesSet, usize) -> Result<Vec<Forecast>, ModelError> + Sync,
{
    move |set, window| {
        let known = set.between(window.first, window.origin, window.until);
        let steps = window.until - window.origin;
        let forecasts = model(&known, steps)?;
        Ok(forecasts.into_iter().map(|f| last_steps(f, window.horizon())).collect())
    }
}

/// A pipeline from a model of one series: it is given the history up to the origin, gaps filled
/// as by [`Series::filled`](crate::series::Series::filled), and how many steps to forecast.
///
/// Series whose history ends before the origin are forecast from their own end on.
///
/// ```
/// use neuron_forecast_evaluation::{Forecast, backtest::{WindowPlan, backtest, local}};
/// use neuron_forecast_evaluation::series::{Frequency, Series, SeriesSet};
/// use neuron_forecast_evaluation::measure::Measure;
/// let start = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
/// let sold: Vec<f64> = (0..30).map(|t| f64::from(t % 7)).collect();
/// let set = SeriesSet::new(Frequency::Daily, start, vec![Series::new("tea", &sold)])?;
/// let seasonal_naive = local(|history: &[f64], steps| {
///     let last = &history[history.len() - 7..];
///     Ok(Forecast::point((0..steps).map(|h| last[h % 7]).collect()))
/// });
/// let result = backtest(&set, &WindowPlan::new(2, 7), seasonal_naive)?;
/// let scores = result.scores(&set, 7, &[Measure::Mae]);
/// assert_eq!(scores.overall.summary[0].pooled.value(), Some(0.0));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
pub fn local<M>(model: M) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Sync
where
    M: Fn(&[f64], usize) -> Result<Forecast, ModelError> + Sync,
{
    move |set, window| {
        let known = set.between(window.first, window.origin, window.until);
        let one = |series: &Series| {
            let trailing = series.target.iter().rev().take_while(|y| y.is_none()).count();
            let end = series.end().min(window.origin) - trailing.min(series.target.len());
            let mut forecast = model(&series.filled(), window.until - end)?;
            forecast.notes.extend(series.notes());
            Ok(last_steps(forecast, window.horizon()))
        };
        let forecasts: Vec<Result<Forecast, ModelError>> =
            known.series().par_iter().map(one).collect();
        // The first error by item, whichever thread met one first.
        forecasts.into_iter().collect()
    }
}

fn last_steps(mut forecast: Forecast, horizon: usize) -> Forecast {
    let cut = |values: &mut Vec<f64>| {
        values.drain(..values.len().saturating_sub(horizon));
    };
    cut(&mut forecast.point);
    forecast.quantiles.iter_mut().for_each(|path| cut(&mut path.values));
    forecast
}
