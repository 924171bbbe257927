//! Factors whose returns are known, as those of an index or a style.

use super::FactorModel;
use crate::estimators::products;
use crate::expected_returns::check_periods;
use crate::matrix::Spectrum;
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// Least squares of each asset on the factors' returns in the same rows, with an intercept.
///
/// The factors' covariance has the divisor `T - 1`. So have the variances of the residuals, whose sum
/// over `T - 1 - K` would be unbiased: with `T - 1` the assets' variances stay those of the sample.
///
/// # Errors
///
/// If the numbers of rows differ, there are not two rows more than factors, the factors depend on each
/// other, or `periods_per_year` is not positive.
pub fn observed_factors(
    returns: &Returns,
    factors: &Returns,
    periods_per_year: f64,
) -> Result<FactorModel, CovarianceError> {
    check_periods(periods_per_year)?;
    let (observations, count) = factors.values().shape();
    if observations != returns.observations() {
        return Err(CovarianceError::Size {
            what: "a column of the factors' returns".to_string(),
            expected: returns.observations(),
            found: observations,
        });
    }
    if observations < count + 2 {
        return Err(CovarianceError::TooFewObservations {
            what: "a regression on the factors",
            needed: count + 2,
            observations,
        });
    }
    let divisor = (observations - 1) as f64;
    let (centred, shared) = (returns.centred(), factors.centred());
    let factor_covariance = products(&shared) / divisor;
    // Orthogonal columns lose half as many digits as the normal equations would.
    let decomposition = shared.clone().qr();
    let (orthogonal, triangle) = (decomposition.q(), decomposition.r());
    let singular = || CovarianceError::NotPositiveDefinite {
        what: "the factors' covariance",
        min_eigenvalue: Spectrum::of(&factor_covariance).min_eigenvalue,
    };
    let scale = triangle.diagonal().amax();
    if triangle.diagonal().iter().any(|d| d.abs() <= 1e-12 * scale) {
        return Err(singular());
    }
    let loadings: DMatrix<f64> = triangle
        .solve_upper_triangular(&orthogonal.tr_mul(&centred))
        .ok_or_else(singular)?
        .transpose();
    let residuals = &centred - &shared * loadings.transpose();
    let residual_variances: Vec<f64> =
        residuals.column_iter().map(|c| c.norm_squared() / divisor).collect();
    let intercepts = returns.means() - &loadings * factors.means();
    FactorModel::compose(
        returns.names(),
        factors.names().to_vec(),
        loadings,
        factor_covariance,
        intercepts.iter().copied().collect(),
        &residual_variances,
        periods_per_year,
    )
}
