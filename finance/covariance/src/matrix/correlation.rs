//! From a covariance to its correlations and back.

use nalgebra::{DMatrix, DVector};

/// The correlations of a covariance, `[n, n]`, exactly one on the diagonal and never beyond one.
///
/// The diagonal must be positive, as [`crate::Covariance`] ensures.
#[must_use]
pub fn correlation(covariance: &DMatrix<f64>) -> DMatrix<f64> {
    let deviations = covariance.diagonal().map(f64::sqrt);
    DMatrix::from_fn(covariance.nrows(), covariance.ncols(), |i, j| {
        if i == j {
            1.0
        } else {
            (covariance[(i, j)] / (deviations[i] * deviations[j])).clamp(-1.0, 1.0)
        }
    })
}

/// A covariance from correlations, `[n, n]`, and standard deviations, `[n]`.
///
/// ```
/// use nalgebra::{dmatrix, dvector};
/// let covariance = neuron_covariance::matrix::rescaled(&dmatrix![1.0, 0.5; 0.5, 1.0], &dvector![2.0, 3.0]);
/// assert_eq!(covariance, dmatrix![4.0, 3.0; 3.0, 9.0]);
/// ```
#[must_use]
pub fn rescaled(correlation: &DMatrix<f64>, deviations: &DVector<f64>) -> DMatrix<f64> {
    DMatrix::from_fn(correlation.nrows(), correlation.ncols(), |i, j| {
        correlation[(i, j)] * (deviations[i] * deviations[j])
    })
}
