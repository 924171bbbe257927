//! Covariance of shortfalls.

use super::{Parameters, products};
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// `Σ min(r - b, 0) min(r - b, 0)ᵀ / T` per period, as PyPortfolioOpt's `semicovariance`.
pub(super) fn semicovariance(
    returns: &Returns,
    benchmark: f64,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    if !benchmark.is_finite() {
        return Err(CovarianceError::Parameter {
            name: "benchmark",
            value: benchmark,
            expected: "a finite return per period",
        });
    }
    let shortfalls = returns.values().map(|r| (r - benchmark).min(0.0));
    let matrix = products(&shortfalls) / returns.observations() as f64;
    Ok((matrix, Parameters::Shortfall { benchmark }))
}
