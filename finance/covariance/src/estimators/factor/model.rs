//! A factor model of returns.

use crate::Covariance;
use crate::matrix::serialize_rows;
use nalgebra::DMatrix;
use serde::Serialize;

/// `Σ = B F Bᵀ + D`: loadings, the factors' covariance, and what each asset has of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactorModel {
    /// The factors' names.
    pub factors: Vec<String>,
    /// Returns of an asset per return of a factor, `[assets, factors]`.
    #[serde(serialize_with = "serialize_rows")]
    pub loadings: DMatrix<f64>,
    /// The covariance of the factors per year, `[factors, factors]`.
    #[serde(serialize_with = "serialize_rows")]
    pub factor_covariance: DMatrix<f64>,
    /// What each asset returns per period without the factors, `[assets]`.
    pub intercepts: Vec<f64>,
    /// The variances per year of what the factors leave unexplained, `[assets]`.
    pub residual_variances: Vec<f64>,
    /// What share of the assets' total variance the factors explain.
    pub explained: f64,
    /// The whole covariance per year.
    pub covariance: Covariance,
}

impl FactorModel {
    /// Puts the covariance together from its parts, all per period, and annualises them.
    pub(super) fn compose(
        names: &[String],
        factors: Vec<String>,
        loadings: DMatrix<f64>,
        factor_covariance: DMatrix<f64>,
        intercepts: Vec<f64>,
        residual_variances: &[f64],
        periods_per_year: f64,
    ) -> Result<Self, crate::CovarianceError> {
        let factor_covariance = factor_covariance * periods_per_year;
        let mut matrix = &loadings * &factor_covariance * loadings.transpose();
        let shared = matrix.trace();
        let residual_variances: Vec<f64> =
            residual_variances.iter().map(|v| v * periods_per_year).collect();
        for (i, variance) in residual_variances.iter().enumerate() {
            matrix[(i, i)] += variance;
        }
        let explained = shared / matrix.trace();
        let covariance = Covariance::new(names.to_vec(), matrix)?;
        Ok(Self {
            factors,
            loadings,
            factor_covariance,
            intercepts,
            residual_variances,
            explained,
            covariance,
        })
    }
}
