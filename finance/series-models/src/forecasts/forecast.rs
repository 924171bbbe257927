use super::{ForecastNetwork, Prepared, WindowExamples};
use neuron_data::examples::Examples;
use neuron_forecast_evaluation::Forecast;
use neuron_rt::{Device, Resident};
use neuron_tasks::TaskError;
use neuron_train::trainer::{Evaluator, TrainError, evaluation_batch};
use std::sync::Arc;

/// The forecast of each window, in the units of the data: quantiles that do not cross, and the median as point. Where no
/// value that was learned from was below zero, no forecast is.
/// `offsets` are how far each quantile is moved, in units of its window; none, or one for each.
///
/// # Errors
/// Where there are no windows, or the device fails.
pub fn forecasts(
    prepared: &Prepared,
    examples: &Arc<WindowExamples>,
    offsets: &[f64],
    weights: &Resident,
    device: &Device,
) -> Result<Vec<Forecast>, TaskError> {
    if examples.is_empty() {
        return Err(TrainError::Empty { split: "evaluated" }.into());
    }
    let trainer = &prepared.config.trainer;
    let network = ForecastNetwork::new(prepared.sizes());
    let batch = evaluation_batch(trainer, examples.len(), device);
    let (workers, precision) = (trainer.workers, trainer.precision);
    let mut evaluator = Evaluator::new(&network, &**examples, batch, workers, precision, device)?;
    let all: Arc<dyn Examples> = examples.clone();
    let said = evaluator.predict(&all, weights, false)?;
    let (levels, horizon) = (&prepared.config.levels, prepared.config.horizon);
    let each = horizon * levels.len();
    let mut made = Vec::with_capacity(examples.len());
    for (example, row) in said.outputs["quantiles"].chunks(each).enumerate() {
        let path = |level: usize| -> Vec<f64> {
            let value = |step: usize| {
                let value = examples.value(example, row[step * levels.len() + level]);
                let offset =
                    offsets.get(level).map_or(0.0, |offset| offset * examples.unit(example));
                let value = value + offset;
                if prepared.learned.non_negative { value.max(0.0) } else { value }
            };
            (0..horizon).map(value).collect()
        };
        let median = levels.iter().position(|&level| level == 0.5).unwrap_or(0);
        let mut forecast = Forecast::point(path(median));
        for (at, &level) in levels.iter().enumerate() {
            forecast = forecast.with_quantile(level, path(at)).map_err(TaskError::domain)?;
        }
        // They ascend already, but for rounding.
        let forecast = forecast.rearranged();
        let place = examples.places()[example];
        let item = &prepared.set.series()[place.item].item;
        forecast.check(item, horizon).map_err(TaskError::domain)?;
        made.push(forecast);
    }
    Ok(made)
}
