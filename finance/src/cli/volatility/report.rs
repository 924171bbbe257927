//! The model and its test as a report.

use super::Judged;
use crate::cli::args::VolatilityArgs;
use crate::cli::market::Market;
use crate::cli::report::{self, Chart, Layer, Report, Section, Shape, Svg, Table, XAxis};
use neuron_volatility::{FittedModel, Forecast};

/// The report of one asset.
pub(super) fn of(
    args: &VolatilityArgs,
    market: &Market,
    ticker: &str,
    fitted: &FittedModel,
    forecast: Option<&Forecast>,
    judged: &[Judged],
) -> Report {
    let days: Vec<f64> = market.panel.dates().iter().skip(1).map(|&d| XAxis::of_day(d)).collect();
    let mut report =
        Report::new(format!("Volatility of {ticker}"), fitted.specification.to_string());
    report.label("ESTIMATED FROM THE PAST");
    if let Some(today) = fitted.conditional_volatility.last() {
        report.key("volatility on the last day", format!("{today:.3} %"), "a day, by the model");
    }
    if let Some(persistence) = fitted.persistence {
        report.key("persistence", format!("{persistence:.4}"), "share of a shock left a day later");
    }
    if let Some(first) = judged.first() {
        let value = format!("{} of {}", first.violations, first.days);
        let kind =
            format!("days beyond the value at risk, out of sample; {:.1} expected", first.expected);
        report.key("exceptions", value, &kind);
    }
    let (header, rows) = super::estimate_rows(fitted);
    report.section(
        Section::new("Model")
            .figure(
                "volatility",
                "The volatility of each day, by the model with parameters from all days.",
                conditional(&days, fitted),
            )
            .text(super::likelihood_line(fitted))
            .table(Table::of(&header, &rows)),
    );
    if let Some(forecast) = forecast {
        let (header, rows) = super::forecast_rows(forecast);
        report.section(Section::new("Forecast").table(Table::of(&header, &rows)));
    }
    if !judged.is_empty() {
        let (header, rows) = super::backtest::rows(judged);
        let mut section = Section::new("Out of sample").table(Table::of(&header, &rows)).text(format!(
            "Each day's value at risk at {} was forecast from the {} days before it, with parameters \
             that were fitted anew every {} days and then frozen.",
            args.level, args.window, args.refit_every
        ));
        for (one, name) in judged.iter().zip(["exceptions-1", "exceptions-2", "exceptions-3"]) {
            section = section.figure(
                name,
                format!(
                    "{}: {} exceptions, {:.1} expected.",
                    one.method, one.violations, one.expected
                ),
                exceptions(&days, one),
            );
        }
        report.section(section);
    }
    report.section(Section::new("Method").list(vec![
        "Maximum likelihood in the conventions of the Python package arch; standard errors by the Hessian \
         or its sandwich (T. Bollerslev and J. M. Wooldridge, 1992)."
            .to_owned(),
        "GARCH: T. Bollerslev (1986); GJR: L. R. Glosten, R. Jagannathan and D. E. Runkle (1993); EGARCH: \
         D. B. Nelson (1991); skewed t: B. E. Hansen (1994)."
            .to_owned(),
        "Tests: P. Kupiec (1995), P. Christoffersen (1998), C. Acerbi and B. Székely (2014; p by \
         simulation); loss FZ0: A. J. Patton, J. F. Ziegel and R. Chen (2019); F. X. Diebold and R. S. \
         Mariano (1995)."
            .to_owned(),
    ]));
    report.section(report::prices(&market.provenance));
    report.section(report::command());
    report
}

fn conditional(days: &[f64], fitted: &FittedModel) -> Option<Svg> {
    let held = days.len().saturating_sub(fitted.conditional_volatility.len());
    let points = days[held..].iter().copied().zip(fitted.conditional_volatility.iter().copied());
    let layers = vec![Layer::new("conditional volatility", 0, Shape::Line(points.collect()))];
    Chart { title: "Conditional volatility", x: XAxis::Days, y: "per cent a day", layers }.draw()
}

fn exceptions(days: &[f64], judged: &Judged) -> Option<Svg> {
    let of = |value: fn(&neuron_volatility::RiskForecast) -> f64| -> Vec<(f64, f64)> {
        judged.risk.iter().map(|day| (days[day.index], value(day))).collect()
    };
    let beyond = judged.risk.iter().filter(|day| day.violation);
    let layers = vec![
        Layer::new("return", 5, Shape::Line(of(|day| day.realised))),
        Layer::new("value at risk, as a return", 0, Shape::Line(of(|day| -day.value_at_risk))),
        Layer::new(
            "exception",
            1,
            Shape::Dots(beyond.map(|day| (days[day.index], day.realised)).collect()),
        ),
    ];
    let title = "Returns and value at risk";
    Chart { title, x: XAxis::Days, y: "per cent", layers }.draw()
}
