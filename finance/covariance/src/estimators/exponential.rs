//! Covariances that forget.

use super::{Parameters, products};
use crate::{CovarianceError, Returns};
use nalgebra::{DMatrix, DVector};

/// Weights of `observations` rows, oldest first, that fall by `1 - 2 / (span + 1)` a period backwards
/// and sum to one.
///
/// ```
/// let weights = neuron_covariance::estimators::exponential_weights(2, 3.0)?;
/// assert!((weights[1] - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If `span` is below one.
pub fn exponential_weights(
    observations: usize,
    span: f64,
) -> Result<DVector<f64>, CovarianceError> {
    if !(span >= 1.0 && span.is_finite()) {
        return Err(CovarianceError::Parameter {
            name: "span",
            value: span,
            expected: "at least 1",
        });
    }
    Ok(decaying_weights(observations, 1.0 - 2.0 / (span + 1.0)))
}

fn decaying_weights(observations: usize, decay: f64) -> DVector<f64> {
    let weights = DVector::from_fn(observations, |t, _| decay.powf((observations - 1 - t) as f64));
    let sum = weights.sum();
    weights / sum
}

/// As PyPortfolioOpt's `exp_cov`: deviations from the mean of the whole history.
pub(super) fn exponential(
    returns: &Returns,
    span: f64,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    let weights = exponential_weights(returns.observations(), span)?;
    Ok(weighted(&returns.centred(), &weights, 1.0 - 2.0 / (span + 1.0)))
}

/// As RiskMetrics: returns have mean zero, and the weights of a finite history sum to one.
pub(super) fn risk_metrics(
    returns: &Returns,
    decay: f64,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    if !(decay > 0.0 && decay < 1.0) {
        return Err(CovarianceError::Parameter {
            name: "decay",
            value: decay,
            expected: "more than 0 and less than 1",
        });
    }
    Ok(weighted(returns.values(), &decaying_weights(returns.observations(), decay), decay))
}

fn weighted(
    table: &DMatrix<f64>,
    weights: &DVector<f64>,
    decay: f64,
) -> (DMatrix<f64>, Parameters) {
    let scaled =
        DMatrix::from_fn(table.nrows(), table.ncols(), |t, i| table[(t, i)] * weights[t].sqrt());
    let effective_observations = 1.0 / weights.norm_squared();
    (products(&scaled), Parameters::Weighted { decay, effective_observations })
}
