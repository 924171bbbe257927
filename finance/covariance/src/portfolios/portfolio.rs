//! Weights with the assets' names.

use crate::Covariance;
use serde::Serialize;

/// Weights that sum to one, with the assets' names.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Portfolio {
    /// The method's name.
    pub method: &'static str,
    /// The assets' names.
    pub names: Vec<String>,
    /// Shares of the money, `[assets]`.
    pub weights: Vec<f64>,
    /// `√(wᵀ Σ w)`, per year if the covariance is.
    pub volatility: f64,
}

impl Portfolio {
    /// Weights scaled to sum to one; their sum must be positive.
    pub(super) fn scaled(
        method: &'static str,
        covariance: &Covariance,
        raw: impl IntoIterator<Item = f64>,
    ) -> Self {
        let raw: Vec<f64> = raw.into_iter().collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|w| w / sum).collect();
        let volatility =
            covariance.variance_of(&nalgebra::DVector::from_row_slice(&weights)).max(0.0).sqrt();
        Self { method, names: covariance.names().to_vec(), weights, volatility }
    }
}
