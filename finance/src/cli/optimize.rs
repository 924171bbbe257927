//! `run optimize`: the best portfolio of some assets.

mod choice;
mod estimates;
mod estimator;
mod factors;
mod limits;
mod outcome;
mod report;
mod text;
mod views;

use super::args::OptimizeArgs;
use super::error::CommandError;
use super::market::{self, Market};
use super::report::{self as reports, Format};
use choice::Choice;
use estimates::Estimates;
use neuron_command_line::{file, output};
use neuron_covariance::Warning;
use neuron_covariance::allocation::{ExactAllocation, Target, exact};
use neuron_covariance::risk::risk_contributions;
use neuron_portfolio::{Problem, Solution};
use outcome::{Chosen, Outcome};
use serde_json::Value;
use std::path::Path;

/// Partial allocations after which a search for whole shares ends with a gap.
const MOST_NODES: usize = 200_000;

/// Points of the frontier that a report shows where none were asked for.
const POINTS: usize = 30;

/// What `--output` is.
enum Output<'a> {
    Portfolio(&'a Path),
    Report(&'a Path, Format),
}

/// Finds a portfolio and prints it.
pub(super) fn run(args: &OptimizeArgs) -> Result<(), CommandError> {
    let choice: Choice = args.objective.parse()?;
    let wanted = args.output.as_deref().map(wanted).transpose()?;
    let market = market::open(&args.market)?;
    refuse_one_asset(args, &market)?;
    let estimates = estimates::of(args, &market)?;
    for warning in &estimates.warnings {
        output::notice(&warning.to_string());
    }
    let problem = problem(args, &market, &estimates)?;
    let objective = match &choice {
        Choice::Optimal(objective) => Ok(objective.clone()),
        Choice::WorstCase(radius) => {
            let years = estimates.returns.observations() as f64 / args.periods_per_year;
            Ok(choice::worst_case(*radius, years))
        }
        Choice::Direct(direct) => Err(direct),
    };
    let chosen = match objective {
        Ok(objective) => {
            refuse_singular(args, &estimates)?;
            let solution = problem.solve(&objective)?;
            for warning in &solution.warnings {
                output::notice(&warning.to_string());
            }
            Chosen {
                weights: solution.weights.clone(),
                more: Value::Null,
                solution: Some(solution),
            }
        }
        Err(direct) => {
            limits::refuse_with_direct(args)?;
            let (weights, more) = direct.portfolio(&estimates.covariance)?;
            Chosen { weights, more, solution: None }
        }
    };
    let points = match (args.frontier, &wanted) {
        (None, Some(Output::Report(..))) if args.max_assets.is_none() => Some(POINTS),
        (asked, _) => asked,
    };
    let frontier: Option<Vec<Solution>> =
        points.map(|points| problem.frontier(points)).transpose()?;
    let contributions = risk_contributions(&estimates.covariance, &chosen.weights)?;
    let shares = shares(args, &market, &chosen.weights)?;
    let all = Outcome {
        args,
        market: &market,
        estimates: &estimates,
        chosen,
        frontier,
        contributions,
        shares,
    };
    match wanted {
        Some(Output::Portfolio(path)) => file::write(path, &all.portfolio_file()?)?,
        Some(Output::Report(path, format)) => reports::write(path, format, &all.report())?,
        None => {}
    }
    Ok(output::line(&if args.json { all.json().to_string() } else { all.text() })?)
}

fn wanted(path: &Path) -> Result<Output<'_>, CommandError> {
    if path.extension().is_some_and(|extension| extension == "toml") {
        return Ok(Output::Portfolio(path));
    }
    match reports::format_of(path) {
        Some(format) => Ok(Output::Report(path, format)),
        None => Err(CommandError::flag(
            "--output",
            format!("`{}`", path.display().to_string().escape_debug()),
            "a name that ends in .toml (the portfolio), .md or .html (a report)",
        )),
    }
}

/// One asset has all the weight, whatever is asked for.
fn refuse_one_asset(args: &OptimizeArgs, market: &Market) -> Result<(), CommandError> {
    let tickers = market.panel.tickers();
    let [ticker] = tickers[..] else { return Ok(()) };
    let flag = match (args.market.tickers.is_empty(), &args.market.prices) {
        (false, _) => "--tickers",
        (true, Some(_)) => "--prices",
        (true, None) => "--portfolio",
    };
    let found = format!("`{}` alone", ticker.escape_debug());
    Err(CommandError::flag(flag, found, "at least two assets, among which money can be divided"))
}

/// Fewer days than assets leave portfolios that look free of risk, which an optimiser would find.
fn refuse_singular(args: &OptimizeArgs, estimates: &Estimates) -> Result<(), CommandError> {
    let spectrum = estimates.covariance.spectrum();
    let too_few =
        |warning: &Warning| matches!(warning, Warning::FewerObservationsThanAssets { .. });
    if spectrum.min_eigenvalue > 1e-12 * spectrum.max_eigenvalue
        || !estimates.warnings.iter().any(too_few)
    {
        return Ok(());
    }
    let (days, assets) = (estimates.returns.observations(), estimates.covariance.assets());
    Err(CommandError::flag(
        "--covariance",
        format!("`{}` of {days} returns of {assets} assets", args.covariance.escape_debug()),
        format!("a shrunk one, such as ledoit-wolf-identity, or more than {assets} returns"),
    ))
}

fn problem(
    args: &OptimizeArgs,
    market: &Market,
    estimates: &Estimates,
) -> Result<Problem, CommandError> {
    Ok(Problem::new(estimates.covariance.names().iter().cloned())
        .expected_returns(estimates.expected.values.clone())
        .covariance(estimates.covariance.matrix().clone())
        .scenarios(estimates.returns.values().clone())
        .observations(estimates.returns.observations())
        .risk_free(args.risk_free)
        .constraints(limits::constraints(args, market.portfolio.as_ref())?))
}

fn shares(
    args: &OptimizeArgs,
    market: &Market,
    weights: &[f64],
) -> Result<Option<ExactAllocation>, CommandError> {
    let Some(value) = args.value else { return Ok(None) };
    let panel = &market.panel;
    let names = panel.tickers().into_iter().map(String::from).collect();
    let last = panel.row(panel.dates().len() - 1).to_vec();
    // An optimiser's zero may lie below zero by rounding.
    let weights: Vec<f64> =
        weights.iter().map(|&w| if (-1e-9..0.0).contains(&w) { 0.0 } else { w }).collect();
    let sum: f64 = weights.iter().sum();
    let weights = weights.iter().map(|w| w / sum.max(1.0)).collect();
    Ok(Some(exact(&Target::new(names, weights, last, value)?, MOST_NODES)))
}
