//! Shrinkage to the mean variance times the identity.

use super::mixture;
use crate::estimators::{Parameters, products};
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// Ledoit and Wolf's intensity (2004): the sampling error of the covariance's entries over their
/// distance from the target, both in the mean of squares. The sample has divisor `T`.
pub(in crate::estimators) fn identity(returns: &Returns) -> (DMatrix<f64>, Parameters) {
    let (centred, sample, target) = sample_and_target(returns);
    let (rows, assets) = (centred.nrows() as f64, centred.ncols() as f64);
    // Σ over entries of the mean of (x_i x_j)², less the squared entries: T times the sampling error.
    let fourth: f64 = centred.row_iter().map(|row| row.norm_squared().powi(2)).sum();
    let squares = sample.norm_squared();
    let error = (fourth / rows - squares) / (rows * assets);
    let distance = (squares - assets * target * target) / assets;
    let intensity = if distance > 0.0 { (error.min(distance) / distance).max(0.0) } else { 0.0 };
    mixture(
        &sample,
        &DMatrix::identity(sample.nrows(), sample.ncols()).scale(target),
        intensity,
        target,
    )
}

/// The oracle approximating intensity in the form that scikit-learn computes: the factor
/// `1 - 2 / N` of the paper's equation 23 is left out, as its authors do for large `N`.
pub(in crate::estimators) fn oracle_approximating(returns: &Returns) -> (DMatrix<f64>, Parameters) {
    let (centred, sample, target) = sample_and_target(returns);
    let (rows, assets) = (centred.nrows() as f64, centred.ncols() as f64);
    let mean_square = sample.norm_squared() / (assets * assets);
    let numerator = mean_square + target * target;
    let denominator = (rows + 1.0) * (mean_square - target * target / assets);
    let intensity = if denominator > 0.0 { (numerator / denominator).min(1.0) } else { 1.0 };
    mixture(
        &sample,
        &DMatrix::identity(sample.nrows(), sample.ncols()).scale(target),
        intensity,
        target,
    )
}

/// The same target with a given share of a sample of divisor `T - 1`.
pub(in crate::estimators) fn by_intensity(
    returns: &Returns,
    intensity: f64,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    if !(0.0..=1.0).contains(&intensity) {
        let expected = "at least 0 and at most 1";
        return Err(CovarianceError::Parameter { name: "intensity", value: intensity, expected });
    }
    let (centred, biased, target) = sample_and_target(returns);
    let unbiased = centred.nrows() as f64 / (centred.nrows() - 1) as f64;
    let (sample, target) = (biased * unbiased, target * unbiased);
    let identity = DMatrix::identity(sample.nrows(), sample.ncols());
    Ok(mixture(&sample, &identity.scale(target), intensity, target))
}

/// Centred returns, their covariance with divisor `T`, and its mean variance.
fn sample_and_target(returns: &Returns) -> (DMatrix<f64>, DMatrix<f64>, f64) {
    let centred = returns.centred();
    let sample = products(&centred) / centred.nrows() as f64;
    let target = sample.trace() / sample.nrows() as f64;
    (centred, sample, target)
}
