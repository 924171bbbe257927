//! How many independent bets a portfolio makes.

use crate::matrix::descending_eigen;
use crate::{Covariance, CovarianceError, matrix};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// How many independent bets a portfolio makes, by two choices of uncorrelated bets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffectiveBets {
    /// The number by principal components. A. Meucci, *Managing diversification*, Risk 22 (2009).
    pub principal: f64,
    /// Each component's share of the variance, greatest eigenvalue first, `[assets]`.
    pub principal_shares: Vec<f64>,
    /// The number by the uncorrelated bets nearest to the assets. A. Meucci, A. Santangelo and
    /// R. Deguest, *Risk budgeting and diversification based on optimized uncorrelated factors*
    /// (2015), with the closed-form torsion (Löwdin's symmetric orthogonalisation of the
    /// correlations).
    pub torsion: f64,
    /// Each asset's uncorrelated bet's share of the variance, `[assets]`.
    pub torsion_shares: Vec<f64>,
}

/// `exp(-Σ p ln p)` of the shares `p` of variance that uncorrelated bets have: from 1 to the number
/// of assets.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, risk::effective_bets};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, dmatrix![0.04, 0.0; 0.0, 0.01])?;
/// // Each asset has half of the variance.
/// let bets = effective_bets(&covariance, &[1.0 / 3.0, 2.0 / 3.0])?;
/// assert!((bets.principal - 2.0).abs() < 1e-12 && (bets.torsion - 2.0).abs() < 1e-12);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the weights do not fit, or the covariance is not positive definite.
pub fn effective_bets(
    covariance: &Covariance,
    weights: &[f64],
) -> Result<EffectiveBets, CovarianceError> {
    let vector = covariance.check_weights(weights)?;
    let variance = covariance.variance_of(&vector);
    if variance <= 0.0 {
        let name = "portfolio".to_string();
        return Err(CovarianceError::VarianceNotPositive { name, value: variance });
    }
    let (eigenvalues, vectors) = descending_eigen(covariance.matrix());
    let principal_shares =
        shares(vectors.tr_mul(&vector).iter().zip(&eigenvalues).map(|(e, l)| e * e * l.max(0.0)));

    // C = Q L Qᵀ; the torsion's bets have, in units of each asset's volatility, exposures C^½ x.
    let (eigenvalues, vectors) = descending_eigen(&matrix::correlation(covariance.matrix()));
    let least = eigenvalues[eigenvalues.len() - 1];
    if least <= 0.0 {
        let what = "the correlation";
        return Err(CovarianceError::NotPositiveDefinite { what, min_eigenvalue: least });
    }
    let root = &vectors * DMatrix::from_diagonal(&eigenvalues.map(f64::sqrt)) * vectors.transpose();
    let exposures: DVector<f64> = root * vector.component_mul(&covariance.standard_deviations());
    let torsion_shares = shares(exposures.iter().map(|e| e * e));

    Ok(EffectiveBets {
        principal: effective_number(&principal_shares),
        principal_shares,
        torsion: effective_number(&torsion_shares),
        torsion_shares,
    })
}

fn shares(parts: impl Iterator<Item = f64>) -> Vec<f64> {
    let parts: Vec<f64> = parts.collect();
    let sum: f64 = parts.iter().sum();
    parts.iter().map(|p| p / sum).collect()
}

fn effective_number(shares: &[f64]) -> f64 {
    (-shares.iter().filter(|p| **p > 0.0).map(|p| p * p.ln()).sum::<f64>()).exp()
}
