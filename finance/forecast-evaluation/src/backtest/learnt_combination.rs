use super::{ModelError, Window};
use crate::combination::{Combination, combine, inverse_error_weights, simplex_least_squares};
use crate::series::SeriesSet;
use crate::{Forecast, Note};
use rayon::prelude::*;
use serde::Serialize;

type BoxedPipeline =
    Box<dyn Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Send + Sync>;

/// A pipeline with its name.
pub struct Candidate {
    name: String,
    pipeline: BoxedPipeline,
}

impl Candidate {
    /// Names a pipeline.
    pub fn new<P>(name: impl Into<String>, pipeline: P) -> Self
    where
        P: Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Send + Sync + 'static,
    {
        Self { name: name.into(), pipeline: Box::new(pipeline) }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its forecasts of a window.
    ///
    /// # Errors
    /// Whatever the pipeline fails with.
    pub fn run(&self, set: &SeriesSet, window: Window) -> Result<Vec<Forecast>, ModelError> {
        (self.pipeline)(set, window)
    }
}

/// How weights are found on earlier windows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightRule {
    /// Equal weights; nothing is learnt.
    Equal,
    /// One over the pooled absolute error to this power.
    InverseError(f64),
    /// All weight to the candidate with the least pooled absolute error.
    Best,
    /// Least squares with weights on the simplex; each item counts relative to its mean.
    LeastSquares,
}

/// Weights and what they are founded on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearntWeights {
    /// The candidates' names.
    pub names: Vec<String>,
    /// Their weights.
    pub weights: Vec<f64>,
    /// Their pooled WAPE on the earlier windows; empty without any.
    pub wape: Vec<f64>,
    /// The origins of the earlier windows.
    pub origins: Vec<usize>,
}

/// Finds weights for a window on up to `earlier` windows of the same shape that end before its
/// origin, stepping back by the horizon.
///
/// A window on which a candidate fails (for lack of history) is left out for all, as are the items
/// that a candidate could only give a cold start. Where nothing is left the weights are equal and
/// `origins` is empty.
///
/// # Errors
/// If a candidate fails on every earlier window.
pub fn learn_weights(
    candidates: &[Candidate],
    earlier: usize,
    rule: WeightRule,
    set: &SeriesSet,
    window: Window,
) -> Result<LearntWeights, ModelError> {
    let length = window.until - window.origin;
    let back = |k: usize| {
        let origin = window.origin.checked_sub(k * length)?;
        (origin > window.first).then_some(Window {
            first: window.first,
            origin,
            from: origin + (window.from - window.origin),
            until: origin + length,
        })
    };
    let windows: Vec<Window> = (1..=earlier).map_while(back).collect();
    let runs: Vec<Result<Vec<Vec<Forecast>>, ModelError>> = windows
        .par_iter()
        .map(|&window| candidates.iter().map(|candidate| candidate.run(set, window)).collect())
        .collect();
    let mut predictions = vec![Vec::new(); candidates.len()];
    let (mut actual, mut scales, mut origins) = (Vec::new(), Vec::new(), Vec::new());
    let mut failure: Option<ModelError> = None;
    for (window, run) in windows.iter().zip(runs) {
        let forecasts = match run {
            Ok(forecasts) => forecasts,
            Err(error) => {
                failure = Some(error);
                continue;
            }
        };
        let before = actual.len();
        for (item, series) in set.series().iter().enumerate() {
            let notes = forecasts.iter().filter_map(|model| model.get(item)).flat_map(|f| &f.notes);
            if notes.into_iter().any(Note::is_cold_start) {
                continue;
            }
            let known: Vec<f64> =
                (window.first..window.origin).filter_map(|t| series.at(t)).collect();
            let mean = known.iter().map(|y| y.abs()).sum::<f64>() / known.len().max(1) as f64;
            for t in window.from..window.until {
                let Some(y) = series.at(t) else { continue };
                actual.push(y);
                scales.push(if mean > 0.0 { mean } else { 1.0 });
                for (column, model) in predictions.iter_mut().zip(&forecasts) {
                    let value = model.get(item).and_then(|f| f.point.get(t - window.from));
                    column.push(value.copied().unwrap_or(f64::NAN));
                }
            }
        }
        if actual.len() > before {
            origins.push(window.origin);
        }
    }
    let names = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    if actual.is_empty() {
        let weights = vec![1.0 / candidates.len() as f64; candidates.len()];
        return match failure {
            Some(error) => Err(error),
            None => Ok(LearntWeights { names, weights, wape: Vec::new(), origins }),
        };
    }
    let total: f64 = actual.iter().map(|y| y.abs()).sum::<f64>().max(f64::MIN_POSITIVE);
    let wape: Vec<f64> = predictions
        .iter()
        .map(|row| row.iter().zip(&actual).map(|(f, y)| (f - y).abs()).sum::<f64>() / total)
        .collect();
    let weights = match rule {
        WeightRule::Equal => vec![1.0 / candidates.len() as f64; candidates.len()],
        WeightRule::InverseError(power) => inverse_error_weights(&wape, power)?,
        WeightRule::Best => {
            let least = wape.iter().copied().fold(f64::INFINITY, f64::min);
            let best = wape.iter().position(|&error| error == least);
            (0..wape.len()).map(|at| f64::from(u8::from(Some(at) == best))).collect()
        }
        WeightRule::LeastSquares => {
            let scaled = |row: &[f64]| -> Vec<f64> {
                row.iter().zip(&scales).map(|(value, scale)| value / scale).collect()
            };
            let rows: Vec<Vec<f64>> = predictions.iter().map(|row| scaled(row)).collect();
            simplex_least_squares(&rows, &scaled(&actual))?
        }
    };
    Ok(LearntWeights { names, weights, wape, origins })
}

/// A pipeline that combines candidates with weights from [`learn_weights`]: for each window they
/// are learnt anew on what lies before it.
pub fn learnt_combination(
    candidates: Vec<Candidate>,
    earlier: usize,
    rule: WeightRule,
) -> impl Fn(&SeriesSet, Window) -> Result<Vec<Forecast>, ModelError> + Send + Sync {
    move |set, window| {
        let learnt = learn_weights(&candidates, earlier, rule, set, window)?;
        let forecasts: Vec<Vec<Forecast>> = candidates
            .iter()
            .map(|candidate| candidate.run(set, window))
            .collect::<Result<_, _>>()?;
        let how = Combination::Weighted(learnt.weights);
        (0..set.series().len())
            .map(|item| {
                let models: Vec<&Forecast> =
                    forecasts.iter().filter_map(|model| model.get(item)).collect();
                combine(&models, &how).map_err(Into::into)
            })
            .collect()
    }
}
