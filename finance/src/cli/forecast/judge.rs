//! How methods fared on stretches of the past.

use super::model::Model;
use crate::cli::args::ForecastArgs;
use crate::cli::error::CommandError;
use neuron_forecast_evaluation::backtest::{WindowPlan, backtest};
use neuron_forecast_evaluation::measure::{Measure, ScoreTable};
use neuron_forecast_evaluation::series::SeriesSet;
use serde::Serialize;

/// How a method fared on the windows.
#[derive(Serialize)]
pub(super) struct Judged {
    pub(super) method: Model,
    pub(super) windows: usize,
    pub(super) scores: ScoreTable,
}

/// Forecasts each window from what lies before it, once more with its future scrambled, and compares.
pub(super) fn judge(
    args: &ForecastArgs,
    set: &SeriesSet,
    model: Model,
    season: usize,
    levels: &[f64],
) -> Result<Judged, CommandError> {
    let pipeline = model.pipeline(args, set, season, levels)?;
    let test = backtest(set, &WindowPlan::new(args.windows, args.horizon), pipeline)?;
    let mut measures = vec![Measure::Wape, Measure::Mase, Measure::Smape, Measure::Rmse];
    if model.conformal(args) > 0 || matches!(model, Model::Local(_)) {
        measures.push(Measure::MeanWeightedQuantileLoss);
    }
    if let (Some(low), Some(high)) = (levels.first(), levels.last())
        && (low + high - 1.0).abs() < 1e-9
        && low < high
    {
        measures.push(Measure::Coverage(high - low));
    }
    let scores = test.scores(set, season, &measures).overall;
    Ok(Judged { method: model, windows: test.windows.len(), scores })
}

/// Columns and rows of all methods.
pub(super) fn rows(judged: &[Judged]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header = vec!["method".to_owned()];
    if let Some(first) = judged.first() {
        header.extend(first.scores.summary.iter().map(|one| one.measure.clone()));
    }
    let cell = |score: Option<f64>| score.map_or("-".into(), |v| format!("{v:.4}"));
    let row = |one: &Judged| {
        let scores = one.scores.summary.iter().map(|summary| cell(summary.pooled.value()));
        [vec![one.method.to_string()], scores.collect()].concat()
    };
    (header, judged.iter().map(row).collect())
}
