//! The long-only portfolio of least variance.

use super::{Portfolio, long_only_quadratic};
use crate::{Covariance, CovarianceError};
use nalgebra::DVector;
use serde::Serialize;

/// The long-only portfolio of least variance, and how well it meets the conditions of optimality.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MinimumVariance {
    /// The weights.
    #[serde(flatten)]
    pub portfolio: Portfolio,
    /// By how much an asset's marginal variance misses the portfolio's variance, relative to it, in
    /// the direction that would lower the variance; zero at the exact optimum.
    pub kkt_residual: f64,
}

/// The long-only portfolio of least variance, by active sets.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, portfolios::minimum_variance};
/// let names = vec!["A".to_string(), "B".to_string()];
/// // Short of B without the bound, so all is in A.
/// let covariance = Covariance::new(names, dmatrix![0.01, 0.018; 0.018, 0.04])?;
/// assert_eq!(minimum_variance(&covariance)?.portfolio.weights, [1.0, 0.0]);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the covariance is not positive semidefinite, or is singular among the assets held.
pub fn minimum_variance(covariance: &Covariance) -> Result<MinimumVariance, CovarianceError> {
    let raw = long_only_quadratic::minimise(covariance.matrix(), "the covariance")?;
    let portfolio = Portfolio::scaled("minimum-variance", covariance, raw.iter().copied());
    let weights = DVector::from_row_slice(&portfolio.weights);
    let variance = covariance.variance_of(&weights);
    let marginal = covariance.matrix() * &weights;
    let kkt_residual = marginal
        .iter()
        .zip(&portfolio.weights)
        .map(|(m, w)| if *w > 0.0 { (m - variance).abs() } else { (variance - m).max(0.0) })
        .fold(0.0, f64::max)
        / variance;
    Ok(MinimumVariance { portfolio, kkt_residual })
}
