//! All that is printed and written.

use super::estimates::Estimates;
use crate::cli::args::OptimizeArgs;
use crate::cli::error::CommandError;
use crate::cli::market::Market;
use neuron_covariance::Covariance;
use neuron_covariance::allocation::ExactAllocation;
use neuron_covariance::risk::RiskContributions;
use neuron_portfolio::Solution;
use neuron_prices::{PortfolioFile, Ticker};
use serde_json::{Value, json};

/// Weights, and what an optimiser says beside them.
pub(super) struct Chosen {
    pub(super) weights: Vec<f64>,
    pub(super) solution: Option<Solution>,
    pub(super) more: Value,
}

/// A portfolio with what it was found from.
pub(super) struct Outcome<'a> {
    pub(super) args: &'a OptimizeArgs,
    pub(super) market: &'a Market,
    pub(super) estimates: &'a Estimates,
    pub(super) chosen: Chosen,
    pub(super) frontier: Option<Vec<Solution>>,
    pub(super) contributions: RiskContributions,
    pub(super) shares: Option<ExactAllocation>,
}

impl Outcome<'_> {
    pub(super) fn covariance(&self) -> &Covariance {
        &self.estimates.covariance
    }

    /// Expected return, volatility and Sharpe ratio a year.
    pub(super) fn figures(&self) -> [f64; 3] {
        let pairs = self.estimates.expected.values.iter().zip(&self.chosen.weights);
        let expected: f64 = pairs.map(|(mean, weight)| mean * weight).sum();
        let volatility = self.contributions.volatility;
        [expected, volatility, (expected - self.args.risk_free) / volatility]
    }

    pub(super) fn json(&self) -> Value {
        let [expected, volatility, sharpe] = self.figures();
        let names = self.covariance().names();
        let weights: serde_json::Map<String, Value> =
            names.iter().cloned().zip(self.chosen.weights.iter().map(|&w| json!(w))).collect();
        json!({
            "analysis": "optimize",
            "objective": self.args.objective,
            "prices": self.market.provenance,
            "covariance": self.estimates.method,
            "expected_returns": self.estimates.expected,
            "views": self.estimates.views,
            "risk_free": self.args.risk_free,
            "weights": weights,
            "expected_return": expected,
            "volatility": volatility,
            "sharpe": sharpe,
            "risk": self.contributions,
            "solution": self.chosen.solution,
            "hierarchy": self.chosen.more,
            "frontier": self.frontier,
            "shares": self.shares,
        })
    }

    /// The portfolio as a file that `--portfolio` takes.
    pub(super) fn portfolio_file(&self) -> Result<String, CommandError> {
        let names = self.covariance().names();
        let tickers = names.iter().map(|name| Ticker::new(name)).collect::<Result<_, _>>()?;
        let known = self.market.portfolio.as_ref();
        let file = PortfolioFile {
            name: format!("{}, {}", self.market.provenance.name, self.args.objective),
            currency: known.and_then(|file| file.currency.clone()),
            tickers,
            weights: Some(self.chosen.weights.clone()),
            groups: known.map(|file| file.groups.clone()).unwrap_or_default(),
        };
        Ok(file.to_toml()?)
    }
}
