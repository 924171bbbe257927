//! `run simulate`: what a portfolio may lose, by simulation.

mod copula;
mod jumps;
mod kendall;
mod process;
mod report;
mod scenarios;

use super::args::{SamplingName, SimulateArgs};
use super::error::CommandError;
use super::market::{self, Market, Provenance};
use super::report as reports;
use neuron_command_line::{output, table};
use neuron_simulation::scenario::ScenarioLoss;
use neuron_simulation::{
    Distribution, Portfolio, Precision, Rebalancing, RiskReport, Sampling, Settings,
    TailAllocation, simulate,
};
use serde::Serialize;
use serde_json::json;

/// Sobol nets that paths are divided among, for standard errors.
const NETS: usize = 16;

/// A shock, what it costs at once, and the risk after it where the process has parameters to change.
#[derive(Serialize)]
struct Shocked {
    #[serde(flatten)]
    loss: ScenarioLoss,
    afterwards: Option<RiskReport>,
}

/// Simulates a portfolio and prints its risk.
pub(super) fn run(args: &SimulateArgs) -> Result<(), CommandError> {
    let wanted = reports::wanted(args.output.as_deref())?;
    let market = market::open(&args.market)?;
    let portfolio = portfolio(args, &market)?;
    let process = process::estimated(args, &market)?;
    let settings = settings(args);
    let report = simulate(&process, &portfolio, &settings)?;
    let mut shocked = Vec::new();
    for scenario in scenarios::read(args.scenarios.as_deref())? {
        let loss = scenario.loss(&portfolio)?;
        let afterwards = match scenario.volatility == 1.0 && scenario.correlation == 0.0 {
            true => None,
            false => Some(simulate(&scenario.stressed(&process)?, &portfolio, &settings)?),
        };
        shocked.push(Shocked { loss, afterwards });
    }
    if let (Some(path), Some(format)) = (&args.output, wanted) {
        let finer = simulate(&process, &portfolio, &report::finer(&settings))?;
        let written = report::of(args, &market.provenance, &report, &finer, &shocked);
        reports::write(path, format, &written)?;
    }
    if args.json {
        let line = json!({
            "analysis": "simulate",
            "prices": market.provenance,
            "portfolio": portfolio,
            "risk": report,
            "scenarios": shocked,
        });
        return Ok(output::line(&line.to_string())?);
    }
    Ok(output::line(&text(&market.provenance, &report, &shocked))?)
}

fn portfolio(args: &SimulateArgs, market: &Market) -> Result<Portfolio, CommandError> {
    let names: Vec<String> = market.panel.tickers().into_iter().map(String::from).collect();
    let rebalancing =
        if args.rebalance { Rebalancing::ConstantWeights } else { Rebalancing::BuyAndHold };
    let stated = market.portfolio.as_ref().and_then(|file| {
        let of = |name: &String| {
            let at = file.tickers.iter().position(|ticker| ticker.as_str() == name)?;
            file.weights.as_ref().map(|weights| weights[at])
        };
        names.iter().map(of).collect::<Option<Vec<f64>>>()
    });
    Ok(match stated {
        Some(weights) => Portfolio::new(names, weights, rebalancing)?,
        None => Portfolio::equal(names, rebalancing)?,
    })
}

fn settings(args: &SimulateArgs) -> Settings {
    Settings {
        paths: args.simulations,
        levels: args.levels.clone(),
        sampling: match args.sampling {
            SamplingName::Independent => Sampling::Independent,
            SamplingName::Antithetic => Sampling::Antithetic,
            SamplingName::Sobol => Sampling::Sobol { replicates: NETS },
        },
        precision: if args.double { Precision::Double } else { Precision::Single },
        seed: args.seed,
        ..Settings::new(args.horizon)
    }
}

fn text(prices: &Provenance, report: &RiskReport, shocked: &[Shocked]) -> String {
    let mut lines = vec![
        format!("simulated: {}", report.run),
        format!(
            "estimated from {}: {} days, {} to {} ({})",
            prices.name, prices.days, prices.first, prices.last, prices.source
        ),
    ];
    let (header, rows) = tail_rows(report);
    lines.push(table(&header, &rows));
    for horizon in &report.horizons {
        let (loss, mean) = (&horizon.probability_of_loss, &horizon.loss.mean);
        lines.push(format!(
            "after {} days: mean gain {:.4} ± {:.4}, probability of a loss {:.4} ± {:.4}",
            horizon.steps, -mean.value, mean.standard_error, loss.value, loss.standard_error
        ));
    }
    if let Some(allocation) = report.allocation.last() {
        let (header, rows) = allocation_rows(allocation);
        lines.push(format!("what each asset adds at {}:", allocation.level));
        lines.push(table(&header, &rows));
    }
    lines.extend(scenario_lines(shocked));
    lines.join("\n")
}

fn tails(what: &str, distribution: &Distribution) -> Vec<Vec<String>> {
    let row = |tail: &neuron_simulation::TailRisk| {
        let (var, es) = (&tail.value_at_risk, &tail.expected_shortfall);
        vec![
            format!("{what}, {}", tail.level),
            format!("{:.5}", var.value),
            format!("{:.5}", var.standard_error),
            format!("{:.5}", es.value),
            format!("{:.5}", es.standard_error),
            format!("{:.5}", tail.entropic_value_at_risk.value),
        ]
    };
    distribution.tail.iter().map(row).collect()
}

/// Columns and rows of the tails of losses and drawdowns.
fn tail_rows(report: &RiskReport) -> ([&'static str; 6], Vec<Vec<String>>) {
    let header =
        ["in shares of the value", "value at risk", "±", "expected shortfall", "±", "entropic"];
    let mut rows = Vec::new();
    for horizon in &report.horizons {
        rows.extend(tails(&format!("loss after {} days", horizon.steps), &horizon.loss));
    }
    rows.extend(tails("greatest drawdown", &report.drawdown));
    (header, rows)
}

/// Columns and rows of what each asset adds.
fn allocation_rows(allocation: &TailAllocation) -> ([&'static str; 5], Vec<Vec<String>>) {
    let header = ["asset", "weight", "component VaR", "component ES", "share of ES"];
    let rows: Vec<Vec<String>> = allocation
        .assets
        .iter()
        .map(|asset| {
            let figures = [
                asset.weight,
                asset.component_value_at_risk,
                asset.component_expected_shortfall,
                asset.share,
            ];
            let cells = figures.map(|figure| format!("{:.4}", figure + 0.0));
            [vec![asset.name.clone()], cells.to_vec()].concat()
        })
        .collect();
    (header, rows)
}

/// A line a scenario.
fn scenario_lines(shocked: &[Shocked]) -> Vec<String> {
    let mut lines = Vec::new();
    for scenario in shocked {
        let mut line =
            format!("scenario {}: loss {:.4} at once", scenario.loss.name, scenario.loss.loss);
        let tail =
            scenario.afterwards.as_ref().and_then(|report| report.horizons[0].loss.tail.first());
        if let Some(tail) = tail {
            let (level, risk) = (tail.level, tail.expected_shortfall.value);
            line.push_str(&format!(", then expected shortfall {risk:.4} at {level}"));
        }
        lines.push(line);
    }
    lines
}
