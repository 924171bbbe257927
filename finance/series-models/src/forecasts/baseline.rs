//! Models of single series, fitted to all that lies before each origin.

use super::reference::filled;
use super::{Place, Prepared};
use neuron_forecast_evaluation::Forecast;
use neuron_forecasting::{Forecaster, Method};
use rayon::prelude::*;

/// All values of an item before an origin; those that are missing are `None`.
pub(super) fn before(prepared: &Prepared, place: Place) -> Vec<Option<f64>> {
    let series = &prepared.set.series()[place.item];
    (series.offset..place.origin).map(|step| series.at(step)).collect()
}

/// The forecast of each place, where the model can make one.
pub(super) fn baseline(
    prepared: &Prepared,
    method: Method,
    places: &[Place],
) -> Vec<Option<Forecast>> {
    let (season, horizon) = (prepared.learned.season, prepared.config.horizon);
    let levels = &prepared.config.levels;
    let one = |place: &Place| -> Option<Forecast> {
        let (history, behind) = filled(&before(prepared, *place))?;
        let fitted = method.fit(&history, season).ok()?;
        let made = fitted.forecast(horizon + behind, levels).ok()?;
        let mut forecast = Forecast::point(made.mean[behind..].to_vec());
        for (&level, path) in made.levels.iter().zip(&made.quantiles) {
            forecast = forecast.with_quantile(level, path[behind..].to_vec()).ok()?;
        }
        Some(forecast)
    };
    // Each by itself, and collected in order.
    places.par_iter().map(one).collect()
}
