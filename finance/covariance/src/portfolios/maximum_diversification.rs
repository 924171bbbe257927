//! The long-only portfolio of greatest diversification.

use super::{Portfolio, long_only_quadratic};
use crate::{Covariance, CovarianceError};

/// The long-only portfolio with the greatest ratio of its assets' mean volatility to its own.
///
/// Y. Choueifaty and Y. Coignard, *Toward maximum diversification*, Journal of Portfolio Management 35
/// (2008). It is the least-variance portfolio of the correlations, each weight divided by the asset's
/// volatility.
///
/// # Errors
///
/// If the covariance is not positive semidefinite, or is singular among the assets held.
pub fn maximum_diversification(covariance: &Covariance) -> Result<Portfolio, CovarianceError> {
    let raw = long_only_quadratic::minimise(&covariance.correlation(), "the correlation")?;
    let weights: Vec<f64> =
        raw.iter().zip(&covariance.standard_deviations()).map(|(x, s)| x / s).collect();
    Ok(Portfolio::scaled("maximum-diversification", covariance, weights))
}
