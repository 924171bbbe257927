//! Portfolios of twenty names against PyPortfolioOpt.

use crate::bench::Bench;
use crate::data;
use crate::server::{Server, numbers};
use anyhow::Result;
use nalgebra::DMatrix;
use neuron_bench_exchange::figure::{absolute, relative};
use neuron_covariance::{ReturnKind, Returns, estimators, expected_returns};
use neuron_portfolio::{Objective, Problem, Solution};
use serde_json::json;

/// Days of a year, and the rate without risk.
const DAYS: f64 = 252.0;
const RATE: f64 = 0.02;
/// Of the frontier.
const POINTS: usize = 100;

/// What is solved, and what it is called in PyPortfolioOpt.
const TASKS: [(&str, &str); 3] = [
    ("least volatility", "min_volatility"),
    ("greatest Sharpe ratio", "max_sharpe"),
    ("frontier of 100", "frontier"),
];

pub(crate) fn measure(bench: &mut Bench) -> Result<()> {
    let market = Market::open()?;
    let problem = market.problem();
    let mut server = Server::python(bench.peer())?;
    for (what, theirs) in TASKS {
        let name = format!("twenty names/{what}");
        if !bench.begins(&name) {
            continue;
        }
        let solve = || -> Result<Vec<Solution>> {
            Ok(match theirs {
                "min_volatility" => vec![problem.solve(&Objective::MinimumVolatility)?],
                "max_sharpe" => vec![problem.solve(&Objective::MaximumSharpe)?],
                _ => problem.frontier(POINTS)?,
            })
        };
        let solutions = solve()?;
        // Whichever returns this project's frontier has: the peer is asked for the same.
        let targets: Vec<f64> = solutions.iter().filter_map(|one| one.expected_return).collect();
        server.load(json!({
            "task": theirs, "expected_returns": market.expected_returns,
            "covariance": market.rows(), "rate": RATE, "targets": targets,
        }))?;
        let reply = server.result()?;
        let objectives: Vec<f64> = match theirs {
            "max_sharpe" => solutions.iter().map(|one| one.objective).collect(),
            _ => solutions.iter().filter_map(|one| one.volatility).collect(),
        };
        let apart = relative(&objectives, &numbers(&reply, "objectives")?)?;
        bench.agree(&format!("objective, {what}"), apart, 1e-8, "greatest relative difference")?;
        let weights: Vec<f64> = solutions.iter().flat_map(|one| one.weights.clone()).collect();
        let apart = absolute(&weights, &numbers(&reply, "weights")?)?;
        bench.agree(&format!("weights, {what}"), apart, 1e-6, "greatest difference")?;
        bench.turns(&name, &mut server, &mut || solve().map(drop))?;
    }
    Ok(())
}

/// What twenty names are expected to do in a year.
struct Market {
    names: Vec<String>,
    expected_returns: Vec<f64>,
    covariance: DMatrix<f64>,
}

impl Market {
    fn open() -> Result<Self> {
        let (bytes, file) = data::of_finance("diversified-portfolio")?;
        let panel = neuron_prices::datasets::diversified_portfolio(&bytes, &file)?;
        let names: Vec<String> = panel.tickers().into_iter().map(str::to_owned).collect();
        let prices = DMatrix::from_row_slice(panel.dates().len(), names.len(), panel.values());
        let returns = Returns::from_prices(names.clone(), &prices, ReturnKind::Simple)?;
        let expected_returns = expected_returns::compound(&returns, DAYS)?.values;
        let estimate = estimators::estimate(&returns, &"sample".parse()?, DAYS)?;
        Ok(Self { names, expected_returns, covariance: estimate.covariance.matrix().clone() })
    }

    fn problem(&self) -> Problem {
        Problem::new(self.names.clone())
            .expected_returns(self.expected_returns.clone())
            .covariance(self.covariance.clone())
            .risk_free(RATE)
    }

    fn rows(&self) -> Vec<Vec<f64>> {
        self.covariance.row_iter().map(|row| row.iter().copied().collect()).collect()
    }
}
