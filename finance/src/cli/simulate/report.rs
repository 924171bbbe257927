//! The risk as a report.

use super::Shocked;
use crate::cli::args::{ProcessName, SimulateArgs};
use crate::cli::market::Provenance;
use crate::cli::report::{
    self, Chart, Layer, Report, Section, Shape, Svg, Table, XAxis, histogram,
};
use neuron_simulation::{Distribution, RiskReport, Settings};

/// Horizons of the fan.
const STEPS: usize = 24;

/// Bands of the fan: probabilities below and above.
const BANDS: [(usize, usize, &str); 3] = [(0, 40, "98 %"), (2, 38, "90 %"), (10, 30, "50 %")];

/// The same paths, measured at more horizons and quantiles.
pub(super) fn finer(settings: &Settings) -> Settings {
    let steps = settings.steps();
    let mut horizons: Vec<usize> = (1..=STEPS).map(|k| (k * steps).div_ceil(STEPS)).collect();
    horizons.dedup();
    let mut quantiles: Vec<f64> = (1..40).map(|k| f64::from(k) / 40.0).collect();
    quantiles.insert(0, 0.01);
    quantiles.push(0.99);
    Settings { horizons, quantiles, ..settings.clone() }
}

/// The report of a simulation; `finer` is of the same paths, at more horizons and quantiles.
pub(super) fn of(
    args: &SimulateArgs,
    prices: &Provenance,
    risk: &RiskReport,
    finer: &RiskReport,
    shocked: &[Shocked],
) -> Report {
    let mut report = Report::new(
        format!("What {} may lose in {} days", prices.name, args.horizon),
        risk.run.to_string(),
    );
    report.label("SIMULATED");
    let last = &risk.horizons[risk.horizons.len() - 1];
    for tail in &last.loss.tail {
        let kind = format!("of the value, simulated, ± {:.5}", tail.value_at_risk.standard_error);
        let value = format!("{:.2} %", 100.0 * tail.value_at_risk.value);
        report.key(&format!("value at risk, {}", tail.level), value, &kind);
    }
    let chance = &last.probability_of_loss;
    let kind = format!("simulated, ± {:.5}", chance.standard_error);
    report.key("probability of a loss", format!("{:.2} %", 100.0 * chance.value), &kind);
    let (header, rows) = super::tail_rows(risk);
    report.section(
        Section::new("Loss")
            .figure(
                "loss",
                "How the loss at the end is distributed, in shares of the first value; each column \
                 holds as many paths as its neighbours.",
                distribution(
                    "Loss at the end",
                    "loss, share of the value",
                    &finer.horizons[finer.horizons.len() - 1].loss,
                ),
            )
            .table(Table::of(&header, &rows)),
    );
    report.section(Section::new("On the way").figure(
        "fan",
        "The value over time: the median, and what lies around it with the probabilities named.",
        fan(finer),
    ));
    report.section(Section::new("Drawdown").figure(
        "drawdown",
        "The greatest fall from a peak on the way, in shares of the peak.",
        distribution("Greatest drawdown", "drawdown, share of the peak", &finer.drawdown),
    ));
    let mut parts = Section::new("What each asset adds");
    for allocation in &risk.allocation {
        let (header, rows) = super::allocation_rows(allocation);
        parts = parts.text(format!("At the level {}:", allocation.level));
        parts = parts.table(Table::of(&header, &rows));
    }
    report.section(parts);
    if !shocked.is_empty() {
        report.section(Section::new("Scenarios").list(super::scenario_lines(shocked)));
    }
    report.section(method(args));
    report.section(report::prices(prices));
    report.section(report::command());
    report
}

fn distribution(title: &str, x: &str, of: &Distribution) -> Option<Svg> {
    let quantiles: Vec<(f64, f64)> =
        of.quantiles.iter().map(|one| (one.probability, one.quantile.value)).collect();
    let mut layers = vec![Layer::new("density", 0, histogram(&quantiles))];
    for (colour, tail) in of.tail.iter().enumerate() {
        let name = format!("quantile at {}", tail.level);
        layers.push(Layer::new(name, colour + 1, Shape::Mark(tail.value_at_risk.value)));
    }
    Chart { title, x: XAxis::Number(x), y: "density", layers }.draw()
}

fn fan(finer: &RiskReport) -> Option<Svg> {
    let mut layers: Vec<Layer> = Vec::new();
    for (colour, (low, high, name)) in BANDS.into_iter().enumerate() {
        let of = |loss: &Distribution, at: usize| 1.0 - loss.quantiles[at].quantile.value;
        let mut band = vec![(0.0, 1.0, 1.0)];
        band.extend(finer.horizons.iter().map(|horizon| {
            let loss = &horizon.loss;
            (horizon.steps as f64, of(loss, high), of(loss, low))
        }));
        layers.push(Layer::new(name, [5, 0, 2][colour], Shape::Band(band)));
    }
    let mut median = vec![(0.0, 1.0)];
    median.extend(
        finer
            .horizons
            .iter()
            .map(|horizon| (horizon.steps as f64, 1.0 - horizon.loss.quantiles[20].quantile.value)),
    );
    layers.push(Layer::new("median", 1, Shape::Line(median)));
    let x = XAxis::Number("trading days");
    Chart { title: "Value", x, y: "value, first value = 1", layers }.draw()
}

fn method(args: &SimulateArgs) -> Section {
    let process = match args.process {
        ProcessName::Brownian => "Correlated geometric Brownian motions, moments of all days.",
        ProcessName::Normal => "Multivariate normal returns, moments of all days.",
        ProcessName::Student => "Multivariate Student-t returns, moments of all days.",
        ProcessName::Bootstrap => {
            "The stationary bootstrap (D. N. Politis and J. P. Romano, JASA 89, 1994)."
        }
        ProcessName::Filtered => {
            "Filtered historical simulation (G. Barone-Adesi, K. Giannopoulos and L. Vosper, 1999) with a \
             GJR-GARCH filter an asset."
        }
        ProcessName::Jumps => {
            "Jump diffusion (R. C. Merton, 1976); a return beyond four deviations by bipower variation \
             counts as a jump (C. Mancini, Scandinavian Journal of Statistics 36, 2009)."
        }
        ProcessName::Copula => {
            "Student copula (S. Demarta and A. J. McNeil, 2005) from Kendall's tau, with a Student-t law \
             of each asset by maximum likelihood."
        }
    };
    Section::new("Method").list(vec![
        process.to_owned(),
        "Standard errors are asymptotic, from the estimators' influence functions; they say how far \
         another seed would lie, not whether the process is right."
            .to_owned(),
        "Expected shortfall: R. T. Rockafellar and S. Uryasev (2002); entropic value at risk: A. \
         Ahmadi-Javid (2012)."
            .to_owned(),
    ])
}
