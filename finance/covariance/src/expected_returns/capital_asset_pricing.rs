//! Returns that the capital asset pricing model expects.

use super::mean::compound_growth;
use super::{ExpectedReturns, check_periods};
use crate::{CovarianceError, Returns};
use serde::Serialize;

/// Expected returns of the capital asset pricing model, with the betas they rest on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CapitalAssetPricing {
    /// `rf + beta · (market - rf)` a year.
    pub expected_returns: ExpectedReturns,
    /// Covariance with the market over the market's variance, `[assets]`.
    pub betas: Vec<f64>,
    /// The market's return per year.
    pub market_return: f64,
    /// The riskless return per year.
    pub risk_free_rate: f64,
}

/// `rf + beta · (market - rf)`: W. F. Sharpe, *Capital asset prices*, Journal of Finance 19 (1964).
///
/// `market` holds the market's returns in the same rows and of the same kind; without it, the mean of
/// all assets stands for the market, as in PyPortfolioOpt's `capm_return`. The market's yearly return
/// is its compound mean with `compounding`, else its arithmetic one.
///
/// # Errors
///
/// If the market has another length, is not finite or constant, `risk_free_rate` is not finite,
/// `periods_per_year` is not positive, or a loss of everything is to be compounded.
pub fn capital_asset_pricing(
    returns: &Returns,
    market: Option<&[f64]>,
    risk_free_rate: f64,
    compounding: bool,
    periods_per_year: f64,
) -> Result<CapitalAssetPricing, CovarianceError> {
    check_periods(periods_per_year)?;
    if !risk_free_rate.is_finite() {
        return Err(CovarianceError::Parameter {
            name: "risk free rate",
            value: risk_free_rate,
            expected: "a finite number, as 0.02 for two per cent a year",
        });
    }
    let assets = returns.assets() as f64;
    let market: Vec<f64> = match market {
        Some(market) => market.to_vec(),
        None => returns.values().row_iter().map(|row| row.sum() / assets).collect(),
    };
    check_market(&market, returns.observations())?;

    let mean = market.iter().sum::<f64>() / market.len() as f64;
    let deviations: Vec<f64> = market.iter().map(|m| m - mean).collect();
    let market_square: f64 = deviations.iter().map(|d| d * d).sum();
    let centred = returns.centred();
    let betas: Vec<f64> = centred
        .column_iter()
        .map(|c| c.iter().zip(&deviations).map(|(a, m)| a * m).sum::<f64>() / market_square)
        .collect();
    let market_return = if compounding {
        compound_growth("market", &market, returns.kind(), periods_per_year)?
    } else {
        mean * periods_per_year
    };
    let values =
        betas.iter().map(|b| risk_free_rate + b * (market_return - risk_free_rate)).collect();
    let expected_returns = ExpectedReturns {
        method: "capital-asset-pricing",
        names: returns.names().to_vec(),
        values,
        periods_per_year,
    };
    Ok(CapitalAssetPricing { expected_returns, betas, market_return, risk_free_rate })
}

/// As many finite returns as there are rows, not all the same.
pub(crate) fn check_market(market: &[f64], observations: usize) -> Result<(), CovarianceError> {
    if market.len() != observations {
        return Err(CovarianceError::Size {
            what: "the market's returns".to_string(),
            expected: observations,
            found: market.len(),
        });
    }
    if let Some((row, &value)) = market.iter().enumerate().find(|(_, m)| !m.is_finite()) {
        let name = "market".to_string();
        return Err(CovarianceError::NotFinite { what: "return", name, row, value });
    }
    // The mean of equal numbers need not be that number, so their variance need not be zero.
    if market.iter().all(|m| *m == market[0]) {
        return Err(CovarianceError::ConstantAsset {
            name: "market".to_string(),
            value: market[0],
        });
    }
    Ok(())
}
