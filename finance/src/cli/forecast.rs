//! `run forecast`: the next values of many series, and how good such forecasts were.

mod explain;
mod future;
mod hierarchy;
mod judge;
mod model;
mod notes;
mod report;
mod synthetic;
mod table;
mod text;
mod what_if;

use super::args::ForecastArgs;
use super::error::CommandError;
use super::report as reports;
use model::Model;
use neuron_command_line::output;
use serde_json::json;

/// Forecasts, and judges where asked to.
pub(super) fn run(args: &ForecastArgs) -> Result<(), CommandError> {
    let wanted = reports::wanted(args.output.as_deref())?;
    let models: Vec<Model> =
        args.method.iter().map(|name| Model::parsed(name)).collect::<Result<_, _>>()?;
    let Some(&first) = models.first() else {
        return Err(CommandError::flag("--method", "empty", "a model"));
    };
    let set = match &args.data {
        Some(path) => table::open(args, path)?,
        None => synthetic::weekly_sales(args.seed)?,
    };
    future::check_horizon(args, &set)?;
    for note in set.notes() {
        output::notice(&format!("`{}`: {}", note.item, notes::text(&note.note)));
    }
    let season = args.season.unwrap_or_else(|| set.frequency().season());
    let mut levels = args.quantiles.clone();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    // Read before anything is computed, so that a mistake in them is said at once.
    let changes = what_if::changes(args, &set, first)?;
    explain::check(args, first)?;
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
    let beside = Beside {
        what_if: match changes.is_empty() {
            true => None,
            false => Some(what_if::forecasts(args, &set, season, changes)?),
        },
        explained: match args.explain {
            true => Some(explain::explained(args, &set, season)?),
            false => None,
        },
    };
    let mut judged = Vec::new();
    if args.windows > 0 {
        for &model in &models {
            judged.push(judge::judge(args, &set, model, season, &levels)?);
        }
    }
    if let (Some(path), Some(format)) = (&args.output, wanted) {
        let drawn = rows.as_ref().unwrap_or(&set);
        reports::write(
            path,
            format,
            &report::of(args, drawn, &forecasts, &levels, &judged, &beside),
        )?;
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
            "what_if": beside.what_if,
            "explanations": beside.explained,
            "backtest": judged,
        });
        return Ok(output::line(&line.to_string())?);
    }
    Ok(output::line(&text::text(&forecasts, &levels, &beside, &judged, synthetic))?)
}

/// What is said beside the forecasts, where it was asked for.
struct Beside {
    what_if: Option<what_if::WhatIf>,
    explained: Option<explain::Explained>,
}
