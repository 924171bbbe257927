//! Forecasts with covariates' futures that are not those of the data.

use super::future::{times, window};
use super::model::{Model, ensemble};
use super::table;
use crate::cli::args::ForecastArgs;
use crate::cli::error::CommandError;
use crate::cli::report::{Chart, Layer, Section, Shape, Table, XAxis};
use neuron_forecast_evaluation::EvaluationError;
use neuron_forecast_evaluation::regression::{Change, Edit, read_changes, with_changes};
use neuron_forecast_evaluation::series::SeriesSet;
use serde::Serialize;
use std::io::BufRead;

/// Points as things are and as they would be.
#[derive(Serialize)]
pub(super) struct WhatIf {
    pub(super) changes: Vec<Change>,
    pub(super) items: Vec<ItemWhatIf>,
    /// The first step that is forecast.
    #[serde(skip)]
    from: usize,
}

/// One item with and without the changes, a value for each step.
#[derive(Serialize)]
pub(super) struct ItemWhatIf {
    pub(super) item: String,
    pub(super) times: Vec<String>,
    pub(super) base: Vec<f64>,
    pub(super) changed: Vec<f64>,
    pub(super) difference: Vec<f64>,
}

/// The changes that the flags ask for: those of the file first.
pub(super) fn changes(
    args: &ForecastArgs,
    set: &SeriesSet,
    model: Model,
) -> Result<Vec<Change>, CommandError> {
    let flag = if args.what_if.is_some() { "--what-if" } else { "--set-covariate" };
    if args.what_if.is_none() && args.set_covariate.is_empty() {
        return Ok(Vec::new());
    }
    if model != Model::Regression {
        let expected = "`--method regression`, which alone looks at covariates";
        return Err(CommandError::flag(flag, format!("given with `--method {model}`"), expected));
    }
    if !args.hierarchy.is_empty() {
        return Err(CommandError::flag(flag, "given with `--hierarchy`", "one of the two"));
    }
    let window = window(args, set)?;
    let mut changes = Vec::new();
    if let Some(path) = &args.what_if {
        let mut reader = table::reader(path)?;
        let head = reader.fill_buf().map_err(|cause| CommandError::unreadable(path, cause))?;
        let columns = table::columns(args).separated_as(head);
        let read = read_changes(set, &columns, window.origin, args.horizon, reader);
        changes = read.map_err(|cause| CommandError::Series {
            file: path.display().to_string(),
            cause: Box::new(cause),
        })?;
    }
    for text in &args.set_covariate {
        changes.push(parsed(text, args.horizon)?);
    }
    // Names and steps are checked here, before anything is fitted.
    with_changes(set, window.origin, args.horizon, &changes)?;
    Ok(changes)
}

/// `price=9`, `price+=1` or `price*=0.9`, for all items and steps.
fn parsed(text: &str, horizon: usize) -> Result<Change, CommandError> {
    let wrong = || {
        let expected = "NAME=VALUE, NAME+=VALUE or NAME*=VALUE with a finite number";
        CommandError::flag("--set-covariate", format!("`{}`", text.escape_debug()), expected)
    };
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let value: f64 = value.trim().parse().ok().filter(|v: &f64| v.is_finite()).ok_or_else(wrong)?;
    let (name, edit) = match (name.strip_suffix('+'), name.strip_suffix('*')) {
        (Some(name), _) => (name, Edit::Add(value)),
        (_, Some(name)) => (name, Edit::Multiply(value)),
        _ => (name, Edit::Set(value)),
    };
    let covariate = name.trim().to_owned();
    if covariate.is_empty() {
        return Err(wrong());
    }
    Ok(Change { item: None, covariate, from_step: 1, to_step: horizon, edit })
}

/// Forecasts the data's future and the changed one. What is learnt from the past is the same for both.
pub(super) fn forecasts(
    args: &ForecastArgs,
    set: &SeriesSet,
    season: usize,
    changes: Vec<Change>,
) -> Result<WhatIf, CommandError> {
    let window = window(args, set)?;
    let changed = with_changes(set, window.origin, args.horizon, &changes)?;
    let pipeline = ensemble(args, set, season)?.pipeline();
    let points = |set: &SeriesSet| {
        pipeline(set, window).map_err(|source| EvaluationError::Model {
            origin: set.time_text(window.origin),
            source,
        })
    };
    let both = points(set)?.into_iter().zip(points(&changed)?);
    let items = set.series().iter().zip(both).map(|(series, (base, changed))| {
        let pairs = changed.point.iter().zip(&base.point);
        ItemWhatIf {
            item: series.item.clone(),
            times: times(set, window.from, args.horizon),
            difference: pairs.map(|(a, b)| a - b).collect(),
            base: base.point,
            changed: changed.point,
        }
    });
    Ok(WhatIf { changes, items: items.collect(), from: window.from })
}

impl WhatIf {
    /// Columns and rows of all items and steps.
    pub(super) fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let mut rows = Vec::new();
        for one in &self.items {
            for (step, time) in one.times.iter().enumerate() {
                let values = [one.base[step], one.changed[step], one.difference[step]];
                let mut row = vec![one.item.clone(), time.clone()];
                row.extend(values.map(|value| format!("{value:.4}")));
                rows.push(row);
            }
        }
        (vec!["item", "time", "base", "what if", "difference"], rows)
    }

    /// All items together as a plot, each in a table.
    pub(super) fn section(&self, set: &SeriesSet, target: &str) -> Section {
        let sum = |of: fn(&ItemWhatIf) -> &Vec<f64>| -> Vec<(f64, f64)> {
            let steps = self.items.first().map_or(0, |one| of(one).len());
            let x = |step: usize| {
                let time = set.time(self.from + step);
                time.map_or(f64::NAN, |t| XAxis::of_day(t.date()) + f64::from(t.hour()) / 24.0)
            };
            (0..steps).map(|h| (x(h), self.items.iter().map(|one| of(one)[h]).sum())).collect()
        };
        let layers = vec![
            Layer::new("as in the data", 0, Shape::Line(sum(|one| &one.base))),
            Layer::new("what if", 1, Shape::Line(sum(|one| &one.changed))),
        ];
        let chart = Chart { title: "What if", x: XAxis::Days, y: target, layers };
        let (header, rows) = self.rows();
        Section::new("What if")
            .text(
                "The same regression with other futures of its covariates. It has learnt what went along \
                 with what, not what causes what.",
            )
            .figure("what-if", "All items together, with and without the changes.", chart.draw())
            .table(Table::of(&header, &rows))
    }
}
