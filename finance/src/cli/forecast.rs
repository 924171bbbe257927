//! `run forecast`: the next values of many series, and how good such forecasts were.

mod notes;
mod synthetic;

use super::args::ForecastArgs;
use super::error::CommandError;
use neuron_command_line::{output, table};
use neuron_forecast_evaluation::backtest::{ModelError, WindowPlan, backtest, local};
use neuron_forecast_evaluation::measure::{Measure, ScoreTable};
use neuron_forecast_evaluation::series::{LongTable, SeriesSet};
use neuron_forecast_evaluation::{Forecast, Note};
use neuron_forecasting::{Forecaster, Method, forecast_all};
use serde::Serialize;
use serde_json::json;

/// The forecast of one item.
#[derive(Serialize)]
struct ItemForecast {
    item: String,
    model: String,
    times: Vec<String>,
    mean: Vec<f64>,
    quantiles: Vec<Vec<f64>>,
    notes: Vec<Note>,
}

/// How a method fared on the windows.
#[derive(Serialize)]
struct Judged {
    method: Method,
    windows: usize,
    scores: ScoreTable,
}

/// Forecasts, and judges where asked to.
pub(super) fn run(args: &ForecastArgs) -> Result<(), CommandError> {
    let methods: Vec<Method> =
        args.method.iter().map(|name| name.parse()).collect::<Result<_, _>>()?;
    let set = open(args)?;
    for note in set.notes() {
        output::notice(&format!("`{}`: {}", note.item, notes::text(&note.note)));
    }
    let season = args.season.unwrap_or_else(|| set.frequency().season());
    let mut levels = args.quantiles.clone();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let forecasts = forecasts(args, &set, methods[0], season, &levels)?;
    let mut judged = Vec::new();
    if args.windows > 0 {
        for &method in &methods {
            judged.push(judge(args, &set, method, season, &levels)?);
        }
    }
    let synthetic = args.data.is_none();
    if args.json {
        let line = json!({
            "analysis": "forecast",
            "data": args.data.as_ref().map_or("made-up weekly sales".into(), |path| path.display().to_string()),
            "synthetic": synthetic,
            "frequency": set.frequency(),
            "season": season,
            "levels": levels,
            "forecasts": forecasts,
            "backtest": judged,
        });
        return Ok(output::line(&line.to_string())?);
    }
    Ok(output::line(&text(&forecasts, &levels, &judged, synthetic))?)
}

fn open(args: &ForecastArgs) -> Result<SeriesSet, CommandError> {
    let Some(path) = &args.data else { return synthetic::weekly_sales(args.seed) };
    let mut columns = LongTable::new(&args.item, &args.time, &args.target);
    columns.allow_negative = args.allow_negative;
    let file = std::fs::File::open(path).map_err(|cause| CommandError::unreadable(path, cause))?;
    columns.read(file).map_err(|cause| CommandError::Series {
        file: path.display().to_string(),
        cause: Box::new(cause),
    })
}

fn forecasts(
    args: &ForecastArgs,
    set: &SeriesSet,
    method: Method,
    season: usize,
    levels: &[f64],
) -> Result<Vec<ItemForecast>, CommandError> {
    let histories: Vec<Vec<f64>> = set.series().iter().map(|one| one.filled()).collect();
    let made = forecast_all(&method, &histories, season, args.horizon, levels);
    let mut forecasts = Vec::new();
    for (series, forecast) in set.series().iter().zip(made) {
        let item = series.item.clone();
        let forecast =
            forecast.map_err(|cause| CommandError::Forecast { item: item.clone(), cause })?;
        // What follows an item's last value: rows without one only carry covariates.
        let trailing = series.target.iter().rev().take_while(|value| value.is_none()).count();
        let end = series.end() - trailing;
        let times = (end..end + args.horizon).map(|step| set.time_text(step)).collect();
        forecasts.push(ItemForecast {
            item,
            model: forecast.model,
            times,
            mean: forecast.mean,
            quantiles: forecast.quantiles,
            notes: series.notes(),
        });
    }
    Ok(forecasts)
}

fn judge(
    args: &ForecastArgs,
    set: &SeriesSet,
    method: Method,
    season: usize,
    levels: &[f64],
) -> Result<Judged, CommandError> {
    let model = |history: &[f64], steps: usize| -> Result<Forecast, ModelError> {
        let made = method.fit(history, season)?.forecast(steps, levels)?;
        let mut forecast = Forecast::point(made.mean.clone());
        for (&level, path) in made.levels.iter().zip(&made.quantiles) {
            forecast = forecast.with_quantile(level, path.clone())?;
        }
        Ok(forecast)
    };
    let test = backtest(set, &WindowPlan::new(args.windows, args.horizon), local(model))?;
    let mut measures = vec![
        Measure::Wape,
        Measure::Mase,
        Measure::Smape,
        Measure::Rmse,
        Measure::MeanWeightedQuantileLoss,
    ];
    if let (Some(low), Some(high)) = (levels.first(), levels.last())
        && (low + high - 1.0).abs() < 1e-9
        && low < high
    {
        measures.push(Measure::Coverage(high - low));
    }
    let scores = test.scores(set, season, &measures).overall;
    Ok(Judged { method, windows: test.windows.len(), scores })
}

fn text(forecasts: &[ItemForecast], levels: &[f64], judged: &[Judged], synthetic: bool) -> String {
    let mut lines = Vec::new();
    if synthetic {
        lines.push(
            "made-up weekly sales: synthetic data, which say nothing about any market".into(),
        );
    }
    let names: Vec<String> = levels.iter().map(|level| format!("P{}", level * 100.0)).collect();
    let mut header = vec!["item", "time", "mean"];
    header.extend(names.iter().map(String::as_str));
    let mut rows = Vec::new();
    for forecast in forecasts {
        for (step, time) in forecast.times.iter().enumerate() {
            let mut row = vec![forecast.item.clone(), time.clone()];
            let paths = std::iter::once(&forecast.mean).chain(&forecast.quantiles);
            row.extend(paths.map(|path| format!("{:.4}", path[step])));
            rows.push(row);
        }
    }
    lines.push(table(&header, &rows));
    if let Some(first) = judged.first() {
        let names: Vec<String> =
            first.scores.summary.iter().map(|one| one.measure.clone()).collect();
        let mut header = vec!["method"];
        header.extend(names.iter().map(String::as_str));
        let rows: Vec<Vec<String>> = judged
            .iter()
            .map(|one| {
                let cell = |score: Option<f64>| score.map_or("-".into(), |v| format!("{v:.4}"));
                let scores = one.scores.summary.iter().map(|summary| cell(summary.pooled.value()));
                [vec![one.method.to_string()], scores.collect()].concat()
            })
            .collect();
        lines.push(format!(
            "on {} windows of the past, all items pooled; nothing looked ahead (the future was scrambled)",
            first.windows
        ));
        lines.push(table(&header, &rows));
    }
    lines.join("\n")
}
