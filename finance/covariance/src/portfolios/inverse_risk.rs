//! Weights from each asset's own risk, or from nothing.

use super::Portfolio;
use crate::Covariance;

/// The same weight for every asset.
#[must_use]
pub fn equal_weight(covariance: &Covariance) -> Portfolio {
    Portfolio::scaled("equal-weight", covariance, vec![1.0; covariance.assets()])
}

/// Weights in inverse proportion to the variances.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, portfolios::inverse_variance};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, dmatrix![0.01, 0.0; 0.0, 0.04])?;
/// assert!((inverse_variance(&covariance).weights[0] - 0.8).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[must_use]
pub fn inverse_variance(covariance: &Covariance) -> Portfolio {
    let raw: Vec<f64> = covariance.variances().iter().map(|v| 1.0 / v).collect();
    Portfolio::scaled("inverse-variance", covariance, raw)
}

/// Weights in inverse proportion to the standard deviations.
#[must_use]
pub fn inverse_volatility(covariance: &Covariance) -> Portfolio {
    let raw: Vec<f64> = covariance.standard_deviations().iter().map(|s| 1.0 / s).collect();
    Portfolio::scaled("inverse-volatility", covariance, raw)
}
