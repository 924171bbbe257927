//! What adds what to the regression's forecasts.

use super::future::window;
use super::model::{Model, ensemble};
use crate::cli::args::ForecastArgs;
use crate::cli::error::CommandError;
use crate::cli::report::{Bar, Section, Table, bars};
use neuron_forecast_evaluation::EvaluationError;
use neuron_forecast_evaluation::regression::EnsembleExplanation;
use neuron_forecast_evaluation::series::SeriesSet;
use serde::Serialize;

/// The attributions of every step of every item.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Explained(Vec<EnsembleExplanation>);

/// Refuses what has no attributions.
pub(super) fn check(args: &ForecastArgs, model: Model) -> Result<(), CommandError> {
    if args.explain && model != Model::Regression {
        let expected = "`--method regression`, which alone has attributions";
        let found = format!("given with `--method {model}`");
        return Err(CommandError::flag("--explain", found, expected));
    }
    if args.explain && !args.hierarchy.is_empty() {
        return Err(CommandError::flag("--explain", "given with `--hierarchy`", "one of the two"));
    }
    Ok(())
}

/// Explains the regression's forecasts.
pub(super) fn explained(
    args: &ForecastArgs,
    set: &SeriesSet,
    season: usize,
) -> Result<Explained, CommandError> {
    let window = window(args, set)?;
    let found = ensemble(args, set, season)?.explain(set, window).map_err(|source| {
        EvaluationError::Model { origin: set.time_text(window.origin), source }
    })?;
    Ok(Explained(found))
}

impl Explained {
    /// Groups that add anything anywhere, in their order, each with its mean size.
    fn groups(&self) -> Vec<(&str, f64)> {
        let mut groups: Vec<(&str, f64)> = Vec::new();
        for one in self.0.iter().flat_map(|why| &why.contributions) {
            match groups.iter_mut().find(|(name, _)| *name == one.group) {
                Some((_, sum)) => *sum += one.value.abs(),
                None => groups.push((&one.group, one.value.abs())),
            }
        }
        groups.retain(|(_, sum)| *sum > 0.0);
        let count = self.0.len().max(1) as f64;
        groups.iter_mut().for_each(|(_, sum)| *sum /= count);
        groups
    }

    /// Columns and rows: the base, what each group adds, and their sum.
    pub(super) fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let groups = self.groups();
        let mut header = ["item", "time", "base"].map(str::to_owned).to_vec();
        header.extend(groups.iter().map(|(name, _)| (*name).to_owned()));
        header.push("forecast".to_owned());
        let row = |why: &EnsembleExplanation| {
            let of = |name: &str| {
                let found = why.contributions.iter().find(|one| one.group == name);
                found.map_or(0.0, |one| one.value)
            };
            let mut row = vec![why.item.clone(), why.time.clone(), format!("{:.4}", why.base)];
            row.extend(groups.iter().map(|(name, _)| format!("{:+.4}", of(name))));
            row.push(format!("{:.4}", why.point));
            row
        };
        (header, self.0.iter().map(row).collect())
    }

    /// The mean sizes as a plot, each step in a table.
    pub(super) fn section(&self) -> Section {
        let all: Vec<Bar> = self
            .groups()
            .into_iter()
            .map(|(name, value)| Bar { name: name.to_owned(), value, beside: None })
            .collect();
        let plot = bars("What adds how much", ["mean size of what it adds", ""], &all);
        let (header, rows) = self.rows();
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        Section::new("Why")
            .text(
                "Each forecast is the base and what is added to it; they sum up exactly. Within a member of \
                 the ensemble the parts are Shapley values (S. M. Lundberg et al., 2020, for trees); through \
                 the logarithm they are shared out in proportion (R. J. Aumann and L. S. Shapley, 1974).",
            )
            .figure("why", "Means over all items and steps, without their signs.", plot)
            .table(Table::of(&header, &rows))
    }
}
