//! What each thing that the network is told does to the median.

use super::{Occluded, Place, Prepared, WindowExamples, forecasts};
use neuron_forecast_evaluation::Forecast;
use neuron_rt::{Device, Resident};
use neuron_tasks::TaskError;
use serde::Serialize;
use std::sync::Arc;

/// What one thing that is told does to the forecast of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Attribution {
    /// What is told: a covariate, dates, a category, values so many steps ago.
    pub(super) told: String,
    /// The median less what it is without it, step by step, in the units of the data. Effects of several together need not
    /// add up.
    pub(super) effect: Vec<f64>,
}

/// The attributions of each place, whose forecasts with everything told are `whole`.
pub(super) fn explain(
    prepared: &Arc<Prepared>,
    places: &[Place],
    whole: &[Forecast],
    weights: &Resident,
    device: &Device,
) -> Result<Vec<Vec<Attribution>>, TaskError> {
    let mut all = vec![Vec::new(); places.len()];
    for (told, occluded) in Occluded::all(&prepared.learned, &prepared.config) {
        let examples = WindowExamples::with(prepared.clone(), places.to_vec(), 0, occluded);
        // Medians alone are compared, which are never moved.
        let without = forecasts(prepared, &Arc::new(examples), &[], weights, device)?;
        for ((list, with), without) in all.iter_mut().zip(whole).zip(without) {
            let effect = with.point.iter().zip(&without.point).map(|(a, b)| a - b).collect();
            list.push(Attribution { told: told.clone(), effect });
        }
    }
    Ok(all)
}
