//! Each asset's part in a portfolio's volatility.

use crate::{Covariance, CovarianceError};
use serde::Serialize;

/// Each asset's part in a portfolio's volatility.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskContributions {
    /// The assets' names.
    pub names: Vec<String>,
    /// The weights given.
    pub weights: Vec<f64>,
    /// `√(wᵀ Σ w)`.
    pub volatility: f64,
    /// `(Σ w)ᵢ / volatility`: what a little more of an asset adds, `[assets]`.
    pub marginal: Vec<f64>,
    /// `wᵢ · marginalᵢ`, which sum to the volatility, `[assets]`.
    pub component: Vec<f64>,
    /// Components as shares of the volatility, which sum to one, `[assets]`.
    pub share: Vec<f64>,
    /// `(Σ wᵢ)² / Σ wᵢ²`, the inverse of Herfindahl's index of the weights: `n` for equal weights.
    pub effective_assets: f64,
    /// `Σ |wᵢ| σᵢ / volatility`: 1 where nothing diversifies.
    pub diversification_ratio: f64,
}

/// Marginal and component contributions to volatility (Euler's decomposition), and the diversification
/// ratio of Choueifaty and Coignard (2008).
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, risk::risk_contributions};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, dmatrix![0.09, 0.0; 0.0, 0.16])?;
/// let risk = risk_contributions(&covariance, &[0.5, 0.5])?;
/// assert!((risk.volatility - 0.25).abs() < 1e-15);
/// assert!((risk.share[0] - 0.36).abs() < 1e-15);
/// assert!((risk.diversification_ratio - 1.4).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the weights are not as many as the assets or not finite, or the portfolio's variance is not
/// positive.
pub fn risk_contributions(
    covariance: &Covariance,
    weights: &[f64],
) -> Result<RiskContributions, CovarianceError> {
    let vector = covariance.check_weights(weights)?;
    let variance = covariance.variance_of(&vector);
    if variance <= 0.0 {
        let name = "portfolio".to_string();
        return Err(CovarianceError::VarianceNotPositive { name, value: variance });
    }
    let volatility = variance.sqrt();
    let marginal: Vec<f64> =
        (covariance.matrix() * &vector).iter().map(|m| m / volatility).collect();
    let component: Vec<f64> = marginal.iter().zip(weights).map(|(m, w)| m * w).collect();
    let share = component.iter().map(|c| c / volatility).collect();
    let alone: f64 =
        covariance.standard_deviations().iter().zip(weights).map(|(s, w)| s * w.abs()).sum();
    Ok(RiskContributions {
        names: covariance.names().to_vec(),
        weights: weights.to_vec(),
        volatility,
        marginal,
        component,
        share,
        effective_assets: vector.sum().powi(2) / vector.norm_squared(),
        diversification_ratio: alone / volatility,
    })
}
