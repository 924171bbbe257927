//! The forecasts of the steps that have not come.

use super::model::{self, Model};
use crate::cli::args::ForecastArgs;
use crate::cli::error::CommandError;
use neuron_forecast_evaluation::backtest::Window;
use neuron_forecast_evaluation::series::{Series, SeriesSet};
use neuron_forecast_evaluation::{EvaluationError, Forecast, Note};
use neuron_forecasting::forecast_all;
use serde::Serialize;

/// The forecast of one item, or of a sum of items.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ItemForecast {
    pub(super) item: String,
    pub(super) model: String,
    pub(super) times: Vec<String>,
    pub(super) mean: Vec<f64>,
    /// `[level][step]`
    pub(super) quantiles: Vec<Vec<f64>>,
    pub(super) notes: Vec<Note>,
    /// The first step that is forecast.
    #[serde(skip)]
    pub(super) from: usize,
}

/// Where a series ends: rows without a value at its end only carry covariates.
pub(super) fn end(series: &Series) -> usize {
    let trailing = series.target.iter().rev().take_while(|value| value.is_none()).count();
    series.end() - trailing
}

/// Refuses a horizon that is as long as what it is learnt from.
pub(super) fn check_horizon(args: &ForecastArgs, set: &SeriesSet) -> Result<(), CommandError> {
    let longest = set.series().iter().map(|one| end(one) - one.offset).max().unwrap_or(0);
    if args.horizon < longest {
        return Ok(());
    }
    let expected = format!("fewer steps than the longest series has, {longest}");
    Err(CommandError::flag("--horizon", args.horizon.to_string(), expected))
}

/// The steps after the last value of any item.
pub(super) fn window(args: &ForecastArgs, set: &SeriesSet) -> Result<Window, CommandError> {
    if args.horizon == 0 {
        return Err(CommandError::flag("--horizon", "0", "1 or more steps"));
    }
    let origin = set.series().iter().map(end).max().unwrap_or(0);
    Ok(Window { first: 0, origin, from: origin, until: origin + args.horizon })
}

/// Forecasts every item.
pub(super) fn forecasts(
    args: &ForecastArgs,
    set: &SeriesSet,
    model: Model,
    season: usize,
    levels: &[f64],
) -> Result<Vec<ItemForecast>, CommandError> {
    match model {
        Model::Local(method) if model.conformal(args) == 0 => {
            let histories: Vec<Vec<f64>> = set.series().iter().map(|one| one.filled()).collect();
            let forecaster = model::forecaster(method, args);
            let made = forecast_all(forecaster.as_ref(), &histories, season, args.horizon, levels);
            let mut forecasts = Vec::new();
            for (series, forecast) in set.series().iter().zip(made) {
                let item = series.item.clone();
                let forecast = forecast
                    .map_err(|cause| CommandError::Forecast { item: item.clone(), cause })?;
                let from = end(series);
                forecasts.push(ItemForecast {
                    item,
                    model: forecast.model,
                    times: times(set, from, args.horizon),
                    mean: forecast.mean,
                    quantiles: forecast.quantiles,
                    notes: series.notes(),
                    from,
                });
            }
            Ok(forecasts)
        }
        _ => {
            let window = window(args, set)?;
            let made =
                model.pipeline(args, set, season, levels)?(set, window).map_err(|source| {
                    EvaluationError::Model { origin: set.time_text(window.origin), source }
                })?;
            let of = |(series, forecast): (&Series, Forecast)| ItemForecast {
                item: series.item.clone(),
                model: model.to_string(),
                times: times(set, window.from, args.horizon),
                quantiles: levels
                    .iter()
                    .map(|&level| forecast.quantile(level).unwrap_or(&forecast.point).to_vec())
                    .collect(),
                mean: forecast.point,
                notes: forecast.notes,
                from: window.from,
            };
            Ok(set.series().iter().zip(made).map(of).collect())
        }
    }
}

/// The times of the steps from one on.
pub(super) fn times(set: &SeriesSet, from: usize, horizon: usize) -> Vec<String> {
    (from..from + horizon).map(|step| set.time_text(step)).collect()
}
