//! Sums of items that agree with their parts.

use super::future::{ItemForecast, end, forecasts};
use super::model::{self, Model};
use crate::cli::args::{ForecastArgs, ReconcileName};
use crate::cli::error::CommandError;
use nalgebra::DMatrix;
use neuron_forecast_evaluation::hierarchy::{
    Evidence, Hierarchy, Proportions, Reconciliation, reconcile,
};
use neuron_forecast_evaluation::series::{MetadataValue, Series, SeriesSet};

/// Forecasts the total, each group and each item, and makes them agree. Quantiles move with their points.
pub(super) fn reconciled(
    args: &ForecastArgs,
    set: &SeriesSet,
    model: Model,
    season: usize,
    levels: &[f64],
) -> Result<(SeriesSet, Vec<ItemForecast>), CommandError> {
    let hierarchy = groups(args, set)?;
    let rows = sums(set, &hierarchy)?;
    let mut made = forecasts(args, &rows, model, season, levels)?;
    let base = DMatrix::from_fn(hierarchy.rows(), args.horizon, |row, step| made[row].mean[step]);
    let bottom = rows.series().len() - hierarchy.bottom();
    let history = &rows.series()[bottom..];
    let steps = history.first().map_or(0, |one| one.target.len());
    let history =
        DMatrix::from_fn(history.len(), steps, |row, t| history[row].target[t].unwrap_or(0.0));
    let residuals = match args.reconcile {
        ReconcileName::WlsVariance | ReconcileName::Mint => {
            Some(residuals(args, &rows, model, season)?)
        }
        _ => None,
    };
    let method = match args.reconcile {
        ReconcileName::BottomUp => Reconciliation::BottomUp,
        ReconcileName::TopDown => Reconciliation::TopDown(Proportions::ShareOfAverages),
        ReconcileName::Ols => Reconciliation::Ols,
        ReconcileName::WlsStructural => Reconciliation::WlsStructural,
        ReconcileName::WlsVariance => Reconciliation::WlsVariance,
        ReconcileName::Mint => Reconciliation::MinTraceShrink,
    };
    let evidence = Evidence { residuals: residuals.as_ref(), history: Some(&history) };
    let found = reconcile(&hierarchy, &base, method, evidence, !args.allow_negative)?;
    for (row, forecast) in made.iter_mut().enumerate() {
        for step in 0..args.horizon {
            let moved = found.forecasts[(row, step)] - forecast.mean[step];
            forecast.mean[step] = found.forecasts[(row, step)];
            forecast.quantiles.iter_mut().for_each(|path| path[step] += moved);
        }
    }
    Ok((rows, made))
}

/// A level for each column of `--hierarchy`.
fn groups(args: &ForecastArgs, set: &SeriesSet) -> Result<Hierarchy, CommandError> {
    let names: Vec<String> = set.series().iter().map(|one| one.item.clone()).collect();
    let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
    for name in args.hierarchy.iter().filter(|name| !name.is_empty()) {
        let at = set.metadata_columns().iter().position(|own| own == name).ok_or_else(|| {
            CommandError::flag(
                "--hierarchy",
                format!("`{}`", name.escape_debug()),
                "columns that hold one value for all rows of an item",
            )
        })?;
        let value = |series: &Series| match &series.metadata[at] {
            MetadataValue::Number(number) => number.to_string(),
            MetadataValue::Category(kind) => kind.clone(),
        };
        columns.push((name, set.series().iter().map(value).collect()));
    }
    let levels: Vec<Vec<&str>> = columns.iter().map(|(name, _)| vec![*name]).collect();
    let levels: Vec<&[&str]> = levels.iter().map(Vec::as_slice).collect();
    Ok(Hierarchy::from_groups(&names, &columns, &levels)?)
}

/// A series for each row of the hierarchy.
fn sums(set: &SeriesSet, hierarchy: &Hierarchy) -> Result<SeriesSet, CommandError> {
    let first = &set.series()[0];
    let last = end(first);
    for series in set.series() {
        let complete = series.target[..end(series) - series.offset].iter().all(Option::is_some);
        if series.offset != first.offset || end(series) != last || !complete {
            return Err(CommandError::flag(
                "--hierarchy",
                format!("given, and item `{}` has other times than `{}`", series.item, first.item),
                "a value of each item at each time, which sums need",
            ));
        }
    }
    let mut targets = vec![Vec::new(); hierarchy.rows()];
    for t in first.offset..last {
        let values: Vec<f64> =
            set.series().iter().map(|one| one.at(t).unwrap_or_default()).collect();
        let all = hierarchy.aggregate(&values)?;
        targets.iter_mut().zip(all).for_each(|(target, value)| target.push(value));
    }
    let start = set.time(first.offset).unwrap_or_default();
    let rows = hierarchy.names().iter().zip(&targets);
    let series = rows.map(|(name, target)| Series::new(name.clone(), target)).collect();
    Ok(SeriesSet::new(set.frequency(), start, series)?)
}

/// One-step errors within the past, `[rows, times]`.
fn residuals(
    args: &ForecastArgs,
    rows: &SeriesSet,
    model: Model,
    season: usize,
) -> Result<DMatrix<f64>, CommandError> {
    let Model::Local(method) = model else {
        return Err(CommandError::flag(
            "--reconcile",
            "a way that weighs by errors, with `regression`",
            "bottom-up, top-down, ols or wls-structural",
        ));
    };
    let forecaster = model::forecaster(method, args);
    let mut all = Vec::new();
    for series in rows.series() {
        let fitted = forecaster
            .fit(&series.filled(), season)
            .map_err(|cause| CommandError::Forecast { item: series.item.clone(), cause })?;
        all.push(fitted.residuals);
    }
    let steps = all.first().map_or(0, Vec::len);
    Ok(DMatrix::from_fn(all.len(), steps, |row, t| all[row][t]))
}
