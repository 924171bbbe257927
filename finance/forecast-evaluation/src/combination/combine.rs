use crate::{EvaluationError, Forecast};
use serde::Serialize;

/// How the values of the models become one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Combination {
    /// Their mean.
    Mean,
    /// Their median.
    Median,
    /// The mean without this share of them at either end, in [0, ½).
    Trimmed(f64),
    /// The sum with these weights, one for each model, not negative, summing to one.
    Weighted(Vec<f64>),
}

/// Combines forecasts of the same steps, points with points and each quantile level that all of
/// them have with its like (the levels' averages, or Vincentization); quantiles are then put in
/// order. Notes of all models are kept.
///
/// ```
/// use neuron_forecast_evaluation::{Forecast, combination::{Combination, combine}};
/// let models = [vec![1.0], vec![2.0], vec![9.0]].map(Forecast::point);
/// let models: Vec<&Forecast> = models.iter().collect();
/// assert_eq!(combine(&models, &Combination::Median)?.point, [2.0]);
/// assert_eq!(combine(&models, &Combination::Trimmed(0.34))?.point, [2.0]);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
///
/// # Errors
/// If there is no model, their horizons differ, or weights or share are outside their range.
pub fn combine(models: &[&Forecast], how: &Combination) -> Result<Forecast, EvaluationError> {
    let Some(first) = models.first() else {
        return Err(shape("models to combine", 0, 1));
    };
    for model in models {
        if model.horizon() != first.horizon() {
            return Err(shape("steps of a model", model.horizon(), first.horizon()));
        }
    }
    check(how, models.len())?;
    let points: Vec<&[f64]> = models.iter().map(|model| model.point.as_slice()).collect();
    let mut forecast = Forecast::point(paths(&points, how));
    for path in &first.quantiles {
        let level: Option<Vec<&[f64]>> =
            models.iter().map(|model| model.quantile(path.level)).collect();
        if let Some(values) = level {
            forecast = forecast.with_quantile(path.level, paths(&values, how))?;
        }
    }
    for note in models.iter().flat_map(|model| &model.notes) {
        if !forecast.notes.contains(note) {
            forecast.notes.push(note.clone());
        }
    }
    Ok(forecast.rearranged())
}

fn check(how: &Combination, models: usize) -> Result<(), EvaluationError> {
    let (what, found, expected) = match how {
        Combination::Trimmed(share) if !(0.0..0.5).contains(share) => {
            ("the trimmed share", share.to_string(), "from 0 up to but without 0.5")
        }
        Combination::Weighted(weights) if weights.len() != models => {
            return Err(shape("weights", weights.len(), models));
        }
        Combination::Weighted(weights)
            if weights.iter().any(|w| w.is_nan() || *w < 0.0)
                || (weights.iter().sum::<f64>() - 1.0).abs() > 1e-6 =>
        {
            ("the list of weights", format!("{weights:?}"), "weights ≥ 0 that sum to 1")
        }
        _ => return Ok(()),
    };
    Err(EvaluationError::Option { what, found, expected: expected.to_owned() })
}

fn shape(what: &str, found: usize, expected: usize) -> EvaluationError {
    EvaluationError::Shape { what: what.to_owned(), found, expected }
}

fn paths(models: &[&[f64]], how: &Combination) -> Vec<f64> {
    let steps = models.first().map_or(0, |path| path.len());
    (0..steps).map(|step| one(models.iter().map(|path| path[step]).collect(), how)).collect()
}

fn one(mut values: Vec<f64>, how: &Combination) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    match how {
        Combination::Mean => mean(&values),
        Combination::Weighted(weights) => values.iter().zip(weights).map(|(v, w)| v * w).sum(),
        Combination::Median => {
            values.sort_by(f64::total_cmp);
            let half = values.len() / 2;
            if values.len() % 2 == 1 { values[half] } else { mean(&values[half - 1..=half]) }
        }
        Combination::Trimmed(share) => {
            values.sort_by(f64::total_cmp);
            let cut = ((share * values.len() as f64) as usize).min((values.len() - 1) / 2);
            mean(&values[cut..values.len() - cut])
        }
    }
}
