//! Expected returns and a covariance, from prices and views.

use super::{estimator, factors, views};
use crate::cli::args::{ExpectedReturnName, OptimizeArgs};
use crate::cli::error::CommandError;
use crate::cli::market::Market;
use nalgebra::DMatrix;
use neuron_covariance::black_litterman::Posterior;
use neuron_covariance::estimators::{FactorModel, estimate};
use neuron_covariance::expected_returns::{self, ExpectedReturns};
use neuron_covariance::{Covariance, ReturnKind, Returns, Warning};
use serde_json::{Value, json};

/// Span of exponentially weighted expected returns, in days, as PyPortfolioOpt has it.
const SPAN: f64 = 500.0;

/// What an optimiser is given.
pub(super) struct Estimates {
    pub(super) returns: Returns,
    pub(super) covariance: Covariance,
    pub(super) expected: ExpectedReturns,
    /// How the covariance was estimated, before any view.
    pub(super) method: Value,
    /// The factors behind the covariance.
    pub(super) factors: Option<FactorModel>,
    /// What views made of the estimates.
    pub(super) views: Option<Posterior>,
    pub(super) warnings: Vec<Warning>,
}

/// Estimates as the flags say.
pub(super) fn of(args: &OptimizeArgs, market: &Market) -> Result<Estimates, CommandError> {
    let returns = returns(market)?;
    let mut expected = expected(args, &returns)?;
    let (mut covariance, method, factors, warnings) = match &args.factors {
        Some(path) => {
            let model = factors::observed(args, path, market, &returns)?;
            let method = json!({
                "method": { "method": "observed-factors", "file": path.display().to_string() },
                "parameters": model,
                "observations": returns.observations(),
                "spectrum": model.covariance.spectrum(),
            });
            (model.covariance.clone(), method, Some(model), returns.warnings())
        }
        None => {
            let method = estimator::parsed(&args.covariance)?;
            let made = estimate(&returns, &method, args.periods_per_year)?;
            let method = json!({
                "method": made.method,
                "parameters": made.parameters,
                "observations": made.observations,
                "spectrum": made.spectrum,
            });
            (made.covariance, method, None, made.warnings)
        }
    };
    let posterior = match &args.views {
        Some(path) => Some(views::posterior_of(path, &covariance, &expected, args.risk_free)?),
        None => None,
    };
    if let Some(posterior) = &posterior {
        covariance = posterior.covariance.clone();
        expected = ExpectedReturns {
            method: "black-litterman",
            values: posterior.expected_returns.clone(),
            ..expected
        };
    }
    Ok(Estimates { returns, covariance, expected, method, factors, views: posterior, warnings })
}

fn returns(market: &Market) -> Result<Returns, CommandError> {
    let panel = &market.panel;
    let names: Vec<String> = panel.tickers().into_iter().map(String::from).collect();
    let prices = DMatrix::from_row_slice(panel.dates().len(), names.len(), panel.values());
    Ok(Returns::from_prices(names, &prices, ReturnKind::Simple)?)
}

fn expected(args: &OptimizeArgs, returns: &Returns) -> Result<ExpectedReturns, CommandError> {
    let periods = args.periods_per_year;
    Ok(match args.returns {
        ExpectedReturnName::Compound => expected_returns::compound(returns, periods)?,
        ExpectedReturnName::Arithmetic => expected_returns::arithmetic(returns, periods)?,
        ExpectedReturnName::Exponential => {
            expected_returns::exponential(returns, SPAN, true, periods)?
        }
        ExpectedReturnName::Capm => {
            expected_returns::capital_asset_pricing(returns, None, args.risk_free, true, periods)?
                .expected_returns
        }
    })
}
