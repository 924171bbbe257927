//! What is expected before any view.

use crate::expected_returns::{check_market, check_periods};
use crate::{Covariance, CovarianceError};
use nalgebra::DVector;
use serde::Serialize;

/// What is expected before any view.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prior {
    /// Returns per year, `[assets]`.
    Given(Vec<f64>),
    /// The returns for which the market is the best portfolio: `δ Σ w + rf`.
    Market {
        /// What each asset is worth in the market, in any unit, `[assets]`.
        capitalisations: Vec<f64>,
        /// δ, the excess return asked for a unit of variance; 2 to 4 is usual, and
        /// [`market_risk_aversion`] estimates it.
        risk_aversion: f64,
        /// The riskless return per year.
        risk_free_rate: f64,
    },
}

impl Prior {
    /// The expected returns per year, `[assets]`.
    ///
    /// # Errors
    ///
    /// If there are not as many numbers as assets, one is not finite, a capitalisation is negative or
    /// all are zero, or the risk aversion is not positive.
    pub fn expected_returns(&self, covariance: &Covariance) -> Result<Vec<f64>, CovarianceError> {
        match self {
            Self::Given(returns) => {
                Ok(covariance.check_weights(returns)?.iter().copied().collect())
            }
            Self::Market { capitalisations, risk_aversion, risk_free_rate } => {
                let capitalisations = covariance.check_weights(capitalisations)?;
                if let Some(&value) = capitalisations.iter().find(|c| **c < 0.0) {
                    let expected = "at least 0";
                    return Err(CovarianceError::Parameter {
                        name: "capitalisation",
                        value,
                        expected,
                    });
                }
                let sum = capitalisations.sum();
                if sum <= 0.0 {
                    let expected = "a positive number";
                    return Err(CovarianceError::Parameter {
                        name: "sum of capitalisations",
                        value: sum,
                        expected,
                    });
                }
                check_risk_aversion(*risk_aversion)?;
                if !risk_free_rate.is_finite() {
                    let (name, value) = ("risk free rate", *risk_free_rate);
                    return Err(CovarianceError::Parameter {
                        name,
                        value,
                        expected: "a finite number",
                    });
                }
                let weights: DVector<f64> = capitalisations / sum;
                let excess = covariance.matrix() * weights * *risk_aversion;
                Ok(excess.iter().map(|e| e + risk_free_rate).collect())
            }
        }
    }
}

pub(super) fn check_risk_aversion(value: f64) -> Result<(), CovarianceError> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(CovarianceError::Parameter { name: "risk aversion", value, expected: "a positive number" })
}

/// The market's yearly excess return over its yearly variance (divisor `T - 1`), from its simple
/// returns per period: δ of [`Prior::Market`].
///
/// # Errors
///
/// If there are fewer than two returns, one is not finite, or they are constant.
pub fn market_risk_aversion(
    market: &[f64],
    risk_free_rate: f64,
    periods_per_year: f64,
) -> Result<f64, CovarianceError> {
    check_periods(periods_per_year)?;
    if market.len() < 2 {
        let (what, observations) = ("the market's variance", market.len());
        return Err(CovarianceError::TooFewObservations { what, needed: 2, observations });
    }
    check_market(market, market.len())?;
    let count = market.len() as f64;
    let mean = market.iter().sum::<f64>() / count;
    let variance = market.iter().map(|m| (m - mean) * (m - mean)).sum::<f64>() / (count - 1.0);
    Ok((mean * periods_per_year - risk_free_rate) / (variance * periods_per_year))
}
