//! `run forecast`: the next values of many series, and how good such forecasts were.

mod future;
mod hierarchy;
mod judge;
mod model;
mod notes;
mod report;
mod synthetic;
mod text;

use super::args::ForecastArgs;
use super::error::CommandError;
use super::report as reports;
use model::Model;
use neuron_command_line::output;
use neuron_forecast_evaluation::series::{LongTable, SeriesSet};
use serde_json::json;

/// Forecasts, and judges where asked to.
pub(super) fn run(args: &ForecastArgs) -> Result<(), CommandError> {
    let wanted = reports::wanted(args.output.as_deref())?;
    let models: Vec<Model> =
        args.method.iter().map(|name| Model::parsed(name)).collect::<Result<_, _>>()?;
    let Some(&first) = models.first() else {
        return Err(CommandError::flag("--method", "empty", "a model"));
    };
    let set = open(args)?;
    for note in set.notes() {
        output::notice(&format!("`{}`: {}", note.item, notes::text(&note.note)));
    }
    let season = args.season.unwrap_or_else(|| set.frequency().season());
    let mut levels = args.quantiles.clone();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let (rows, forecasts) = match args.hierarchy.is_empty() {
        true => {
            let made = future::forecasts(args, &set, first, season, &levels)?;
            (None, made)
        }
        false => {
            let (rows, made) = hierarchy::reconciled(args, &set, first, season, &levels)?;
            (Some(rows), made)
        }
    };
    let mut judged = Vec::new();
    if args.windows > 0 {
        for &model in &models {
            judged.push(judge::judge(args, &set, model, season, &levels)?);
        }
    }
    if let (Some(path), Some(format)) = (&args.output, wanted) {
        let drawn = rows.as_ref().unwrap_or(&set);
        reports::write(path, format, &report::of(args, drawn, &forecasts, &levels, &judged))?;
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
            "conformal_windows": first.conformal(args),
            "forecasts": forecasts,
            "backtest": judged,
        });
        return Ok(output::line(&line.to_string())?);
    }
    Ok(output::line(&text::text(&forecasts, &levels, &judged, synthetic))?)
}

fn open(args: &ForecastArgs) -> Result<SeriesSet, CommandError> {
    let Some(path) = &args.data else { return synthetic::weekly_sales(args.seed) };
    let mut columns = LongTable::new(&args.item, &args.time, &args.target);
    for name in &args.covariates {
        columns = columns.known(name);
    }
    let groups = args.hierarchy.iter().filter(|name| !name.is_empty());
    for name in args.metadata.iter().chain(groups.filter(|name| !args.metadata.contains(name))) {
        columns = columns.metadata(name);
    }
    columns.allow_negative = args.allow_negative;
    let file = std::fs::File::open(path).map_err(|cause| CommandError::unreadable(path, cause))?;
    columns.read(file).map_err(|cause| CommandError::Series {
        file: path.display().to_string(),
        cause: Box::new(cause),
    })
}
