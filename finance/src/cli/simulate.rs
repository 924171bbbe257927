//! `run simulate`: what a portfolio may lose, by simulation.

mod process;
mod scenarios;

use super::args::{SamplingName, SimulateArgs};
use super::error::CommandError;
use super::market::{self, Market, Provenance};
use super::{output, table};
use neuron_simulation::scenario::ScenarioLoss;
use neuron_simulation::{
    Distribution, Portfolio, Precision, Rebalancing, RiskReport, Sampling, Settings, simulate,
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
    if args.json {
        let line = json!({
            "analysis": "simulate",
            "prices": market.provenance,
            "portfolio": portfolio,
            "risk": report,
            "scenarios": shocked,
        });
        return output::line(&line.to_string());
    }
    output::line(&text(&market.provenance, &report, &shocked))
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
    let header =
        ["in shares of the value", "value at risk", "±", "expected shortfall", "±", "entropic"];
    let mut rows = Vec::new();
    for horizon in &report.horizons {
        rows.extend(tails(&format!("loss after {} days", horizon.steps), &horizon.loss));
    }
    rows.extend(tails("greatest drawdown", &report.drawdown));
    lines.push(table::table(&header, &rows));
    for horizon in &report.horizons {
        let (loss, mean) = (&horizon.probability_of_loss, &horizon.loss.mean);
        lines.push(format!(
            "after {} days: mean gain {:.4} ± {:.4}, probability of a loss {:.4} ± {:.4}",
            horizon.steps, -mean.value, mean.standard_error, loss.value, loss.standard_error
        ));
    }
    if let Some(allocation) = report.allocation.last() {
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
        lines.push(format!("what each asset adds at {}:", allocation.level));
        lines.push(table::table(&header, &rows));
    }
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
