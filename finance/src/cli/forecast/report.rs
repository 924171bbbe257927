//! Forecasts as a report.

use super::Beside;
use super::future::ItemForecast;
use super::judge::{self, Judged};
use super::text::{SYNTHETIC, forecast_rows};
use crate::cli::args::ForecastArgs;
use crate::cli::report::{self, Chart, Layer, Report, Section, Shape, Svg, Table, XAxis};
use neuron_forecast_evaluation::series::SeriesSet;

/// Items whose series are drawn.
const DRAWN: usize = 12;

/// Steps of the past that are drawn, in horizons.
const PAST: usize = 6;

/// Names of the plots' files.
const FILES: [&str; DRAWN] = [
    "item-1", "item-2", "item-3", "item-4", "item-5", "item-6", "item-7", "item-8", "item-9",
    "item-10", "item-11", "item-12",
];

/// The report of all forecasts; `set` has the series that they continue.
pub(super) fn of(
    args: &ForecastArgs,
    set: &SeriesSet,
    forecasts: &[ItemForecast],
    levels: &[f64],
    judged: &[Judged],
    beside: &Beside,
) -> Report {
    let mut report = Report::new(
        format!("The next {} steps of {} series", args.horizon, forecasts.len()),
        format!("Method {}", args.method.first().map_or("", String::as_str)),
    );
    report.label(if args.data.is_none() { "SYNTHETIC DATA" } else { "FORECAST" });
    for summary in judged.first().iter().flat_map(|one| &one.scores.summary) {
        if let Some(value) = summary.pooled.value() {
            let kind = "measured on past windows, all items pooled";
            report.key(&summary.measure, format!("{value:.4}"), kind);
        }
    }
    let mut section = Section::new("Series");
    for (forecast, file) in forecasts.iter().zip(FILES) {
        let caption =
            format!("{}: the past, and what is forecast ({}).", forecast.item, forecast.model);
        section = section.figure(file, caption, series(args, set, forecast, levels));
    }
    if forecasts.len() > DRAWN {
        section = section.text(format!("The first {DRAWN} of {} are drawn.", forecasts.len()));
    }
    report.section(section);
    let (header, rows) = forecast_rows(forecasts, levels);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    report.section(Section::new("Forecasts").table(Table::of(&header, &rows)));
    if let Some(what_if) = &beside.what_if {
        report.section(what_if.section(set, &args.target));
    }
    if let Some(explained) = &beside.explained {
        report.section(explained.section());
    }
    if let Some(first) = judged.first() {
        let (header, rows) = judge::rows(judged);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        report.section(Section::new("On the past").table(Table::of(&header, &rows)).text(format!(
            "{} windows of {} steps, each forecast from what lies before it; every window was run a second \
             time with its future scrambled, and nothing changed.",
            first.windows, args.horizon
        )));
    }
    report.section(method(args));
    let data = match &args.data {
        None => SYNTHETIC.to_owned(),
        Some(path) => format!("{}: {} items.", path.display(), set.series().len()),
    };
    let notes = set.notes();
    let notes = notes.iter().map(|one| format!("{}: {}", one.item, super::notes::text(&one.note)));
    report.section(Section::new("Data").text(data).list(notes.collect()));
    report.section(report::command());
    report
}

fn series(
    args: &ForecastArgs,
    set: &SeriesSet,
    forecast: &ItemForecast,
    levels: &[f64],
) -> Option<Svg> {
    let own = set.series().iter().find(|one| one.item == forecast.item)?;
    let x = |step: usize| {
        set.time(step)
            .map_or(f64::NAN, |time| XAxis::of_day(time.date()) + f64::from(time.hour()) / 24.0)
    };
    let first = forecast.from.saturating_sub(PAST * args.horizon.max(8));
    let past: Vec<(f64, f64)> =
        (first..forecast.from).map(|t| (x(t), own.at(t).unwrap_or(f64::NAN))).collect();
    let steps: Vec<f64> = (0..args.horizon).map(|h| x(forecast.from + h)).collect();
    let mut layers = Vec::new();
    let widest = forecast.quantiles.first().zip(forecast.quantiles.last());
    if let (Some((low, high)), [least, .., most]) = (widest, levels) {
        let band = steps.iter().zip(low.iter().zip(high)).map(|(&x, (&l, &h))| (x, l, h));
        let name = format!("P{} to P{}", 100.0 * least, 100.0 * most);
        layers.push(Layer::new(name, 1, Shape::Band(band.collect())));
    }
    let mean = steps.iter().copied().zip(forecast.mean.iter().copied()).collect();
    layers.push(Layer::new("past", 0, Shape::Line(past)));
    layers.push(Layer::new("forecast", 1, Shape::Line(mean)));
    Chart { title: &forecast.item, x: XAxis::Days, y: &args.target, layers }.draw()
}

fn method(args: &ForecastArgs) -> Section {
    let mut points = vec![
        "Exponential smoothing: R. J. Hyndman, A. B. Koehler, J. K. Ord and R. D. Snyder (2008); Theta: V. \
         Assimakopoulos and K. Nikolopoulos (2000), J. A. Fiorucci et al. (2016); ARIMA: R. J. Hyndman and \
         Y. Khandakar (2008)."
            .to_owned(),
        "Measures: R. J. Hyndman and A. B. Koehler, Another look at measures of forecast accuracy (2006)."
            .to_owned(),
    ];
    if args.conformal.is_some_and(|windows| windows > 0) {
        points.push(
            "Quantiles are stretched by what held on earlier windows: J. Lei et al., Distribution-free \
             predictive inference for regression (2018)."
                .to_owned(),
        );
    }
    if !args.hierarchy.is_empty() {
        points.push(
            "Sums and parts agree: G. Athanasopoulos, R. J. Hyndman, N. Kourentzes and A. \
             Panagiotelis, Forecast reconciliation: a review (2024)."
                .to_owned(),
        );
    }
    Section::new("Method").list(points)
}
