//! Factors found in the returns themselves.

use super::FactorModel;
use crate::estimators::{denoising, products};
use crate::expected_returns::check_periods;
use crate::matrix::{correlation, descending_eigen};
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// Principal components of the sample covariance (divisor `T - 1`) as factors.
///
/// Without a number of factors there are as many as eigenvalues of the correlations above
/// `(1 + √(N / T))²`, the greatest that uncorrelated returns would show, but at least one. The
/// variances stay those of the sample.
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Returns, estimators::statistical_factors};
/// let names = vec!["A".to_string(), "B".to_string()];
/// let returns = Returns::new(names, dmatrix![0.01, 0.02; -0.01, 0.0; 0.03, 0.01])?;
/// let model = statistical_factors(&returns, Some(1), 252.0)?;
/// assert_eq!(model.loadings.shape(), (2, 1));
/// assert!((model.covariance.matrix()[(0, 0)] - 0.0004 * 252.0).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If the number of factors is not between 1 and the number of assets, or `periods_per_year` is not
/// positive.
pub fn statistical_factors(
    returns: &Returns,
    factors: Option<usize>,
    periods_per_year: f64,
) -> Result<FactorModel, CovarianceError> {
    check_periods(periods_per_year)?;
    let (observations, assets) = returns.values().shape();
    let sample = products(&returns.centred()) / (observations - 1) as f64;
    let count = match factors {
        Some(count) if (1..=assets).contains(&count) => count,
        Some(count) => {
            return Err(CovarianceError::Parameter {
                name: "factors",
                value: count as f64,
                expected: "at least 1 and at most the number of assets",
            });
        }
        None => {
            let edge = denoising::upper_edge(1.0, observations, assets);
            let eigenvalues = descending_eigen(&correlation(&sample)).0;
            eigenvalues.iter().filter(|e| **e > edge).count().max(1)
        }
    };
    let (eigenvalues, vectors) = descending_eigen(&sample);
    let loadings = vectors.columns(0, count).into_owned();
    let factor_covariance =
        DMatrix::from_diagonal(&eigenvalues.rows(0, count).map(|e: f64| e.max(0.0)));
    let shared = (&loadings * &factor_covariance * loadings.transpose()).diagonal();
    let residual_variances: Vec<f64> =
        sample.diagonal().iter().zip(&shared).map(|(all, own)| (all - own).max(0.0)).collect();
    // The factors are centred, so what is left of an asset is its mean.
    let intercepts = returns.means().iter().copied().collect();
    let names = (1..=count).map(|k| format!("component {k}")).collect();
    FactorModel::compose(
        returns.names(),
        names,
        loadings,
        factor_covariance,
        intercepts,
        &residual_variances,
        periods_per_year,
    )
}
