//! Forecasts as text.

use super::Beside;
use super::future::ItemForecast;
use super::judge::{self, Judged};
use neuron_command_line::table;

/// What is said where no data were given.
pub(super) const SYNTHETIC: &str =
    "made-up weekly sales: synthetic data, which say nothing about any market";

pub(super) fn text(
    forecasts: &[ItemForecast],
    levels: &[f64],
    beside: &Beside,
    judged: &[Judged],
    synthetic: bool,
) -> String {
    let mut lines = Vec::new();
    if synthetic {
        lines.push(SYNTHETIC.to_owned());
    }
    let (header, rows) = forecast_rows(forecasts, levels);
    lines.push(table(&borrowed(&header), &rows));
    if let Some(what_if) = &beside.what_if {
        let (header, rows) = what_if.rows();
        lines.push("what if: the same regression with other futures of its covariates".to_owned());
        lines.push(table(&header, &rows));
    }
    if let Some(explained) = &beside.explained {
        let (header, rows) = explained.rows();
        lines
            .push("why: the base, what each adds, and the forecast, which is their sum".to_owned());
        lines.push(table(&borrowed(&header), &rows));
    }
    if let Some(first) = judged.first() {
        lines.push(format!(
            "on {} windows of the past, all items pooled; nothing looked ahead (the future was scrambled)",
            first.windows
        ));
        let (header, rows) = judge::rows(judged);
        lines.push(table(&borrowed(&header), &rows));
    }
    lines.join("\n")
}

/// Columns and rows of all forecasts.
pub(super) fn forecast_rows(
    forecasts: &[ItemForecast],
    levels: &[f64],
) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header = ["item", "time", "mean"].map(str::to_owned).to_vec();
    header.extend(levels.iter().map(|level| format!("P{}", level * 100.0)));
    let mut rows = Vec::new();
    for forecast in forecasts {
        for (step, time) in forecast.times.iter().enumerate() {
            let mut row = vec![forecast.item.clone(), time.clone()];
            let paths = std::iter::once(&forecast.mean).chain(&forecast.quantiles);
            row.extend(paths.map(|path| format!("{:.4}", path[step])));
            rows.push(row);
        }
    }
    (header, rows)
}

fn borrowed(header: &[String]) -> Vec<&str> {
    header.iter().map(String::as_str).collect()
}
