//! Means over the whole history.

use super::{ExpectedReturns, check_periods};
use crate::{CovarianceError, ReturnKind, Returns};

/// The constant yearly growth that would have led to the same end: `(Π (1 + r))^(periods / T) - 1`.
///
/// It is what PyPortfolioOpt calls `mean_historical_return`. Logarithmic returns give
/// `exp(periods · mean) - 1`, which is the same number.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Returns, expected_returns};
/// let returns = Returns::new(vec!["A".to_string()], dmatrix![0.1; 0.21])?;
/// let yearly = expected_returns::compound(&returns, 2.0)?;
/// assert!((yearly.values[0] - 0.331).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If `periods_per_year` is not positive or a simple return is -1 or less.
pub fn compound(
    returns: &Returns,
    periods_per_year: f64,
) -> Result<ExpectedReturns, CovarianceError> {
    check_periods(periods_per_year)?;
    let mut values = Vec::with_capacity(returns.assets());
    for (name, column) in returns.names().iter().zip(returns.values().column_iter()) {
        let column: Vec<f64> = column.iter().copied().collect();
        values.push(compound_growth(name, &column, returns.kind(), periods_per_year)?);
    }
    let names = returns.names().to_vec();
    Ok(ExpectedReturns { method: "compound", names, values, periods_per_year })
}

/// The compound yearly return of one series.
pub(super) fn compound_growth(
    name: &str,
    series: &[f64],
    kind: ReturnKind,
    periods_per_year: f64,
) -> Result<f64, CovarianceError> {
    let exponent = periods_per_year / series.len() as f64;
    if kind == ReturnKind::Logarithmic {
        return Ok((exponent * series.iter().sum::<f64>()).exp_m1());
    }
    if let Some((row, &value)) = series.iter().enumerate().find(|(_, r)| **r <= -1.0) {
        return Err(CovarianceError::TotalLoss { name: name.to_string(), row, value });
    }
    // A sum of logarithms does not overflow where a product of many large factors would.
    Ok((exponent * series.iter().map(|r| r.ln_1p()).sum::<f64>()).exp_m1())
}

/// The mean return times the number of periods.
///
/// # Errors
///
/// If `periods_per_year` is not positive.
pub fn arithmetic(
    returns: &Returns,
    periods_per_year: f64,
) -> Result<ExpectedReturns, CovarianceError> {
    check_periods(periods_per_year)?;
    let values = returns.means().iter().map(|m| m * periods_per_year).collect();
    let names = returns.names().to_vec();
    Ok(ExpectedReturns { method: "arithmetic", names, values, periods_per_year })
}
