//! The nearest matrix that is positive semidefinite.

use super::symmetric_eigen::symmetric_eigen;
use super::{Spectrum, correlation, rescaled};
use crate::{Covariance, CovarianceError};
use nalgebra::DMatrix;
use serde::Serialize;

/// The nearest positive semidefinite matrix, and how near it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearest {
    /// The matrix found.
    pub covariance: Covariance,
    /// The Frobenius norm of the difference from what was given.
    pub distance: f64,
    /// The eigenvalues before.
    pub before: Spectrum,
    /// The eigenvalues after.
    pub after: Spectrum,
    /// Iterations made; 0 where a closed form was used or nothing had to change.
    pub iterations: usize,
}

/// The positive semidefinite matrix nearest to a covariance in the Frobenius norm: negative
/// eigenvalues become zero. Variances may grow.
///
/// N. J. Higham, *Computing a nearest symmetric positive semidefinite matrix*, Linear Algebra and its
/// Applications 103 (1988).
///
/// ```
/// use nalgebra::dmatrix;
/// use neuron_covariance::{Covariance, matrix::nearest_positive_semidefinite};
///
/// let names = vec!["A".to_string(), "B".to_string()];
/// let nearest = nearest_positive_semidefinite(&Covariance::new(names, dmatrix![1.0, 2.0; 2.0, 1.0])?)?;
/// // The eigenvalue -1 becomes 0.
/// assert!((nearest.distance - 1.0).abs() < 1e-14);
/// assert!((nearest.covariance.matrix()[(0, 1)] - 1.5).abs() < 1e-14);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If a variance vanishes with the negative eigenvalues.
pub fn nearest_positive_semidefinite(given: &Covariance) -> Result<Nearest, CovarianceError> {
    let before = given.spectrum();
    if before.min_eigenvalue >= 0.0 {
        let covariance = given.clone();
        return Ok(Nearest { covariance, distance: 0.0, before, after: before, iterations: 0 });
    }
    let projected = without_negative(given.matrix());
    finish(given, projected, before, 0)
}

/// The covariance of the same variances whose correlations are the nearest, in the Frobenius norm,
/// that are positive semidefinite.
///
/// Alternating projections with Dykstra's correction: N. J. Higham, *Computing the nearest
/// correlation matrix: a problem from finance*, IMA Journal of Numerical Analysis 22 (2002). It ends
/// when a step changes the correlations by less than `tolerance` of their norm (1e-12 is sensible).
///
/// # Errors
///
/// If `max_iterations` do not suffice.
pub fn nearest_covariance(
    given: &Covariance,
    tolerance: f64,
    max_iterations: usize,
) -> Result<Nearest, CovarianceError> {
    if !(tolerance > 0.0 && tolerance.is_finite()) {
        return Err(CovarianceError::Parameter {
            name: "tolerance",
            value: tolerance,
            expected: "more than 0",
        });
    }
    let before = given.spectrum();
    if before.min_eigenvalue >= 0.0 {
        let covariance = given.clone();
        return Ok(Nearest { covariance, distance: 0.0, before, after: before, iterations: 0 });
    }
    let size = given.assets();
    let mut unit_diagonal = correlation(given.matrix());
    let mut correction = DMatrix::zeros(size, size);
    let mut residual = f64::INFINITY;
    for iteration in 1..=max_iterations {
        let shifted = &unit_diagonal - &correction;
        let semidefinite = without_negative(&shifted);
        correction = &semidefinite - &shifted;
        let mut next = semidefinite.clone();
        next.fill_diagonal(1.0);
        let norm = next.norm();
        residual = (&next - &unit_diagonal).norm().max((&next - &semidefinite).norm()) / norm;
        unit_diagonal = next;
        if residual <= tolerance {
            // The last projection was onto the unit diagonal; one more onto the cone, rescaled to
            // ones, leaves no eigenvalue below zero.
            let last = correlation(&without_negative(&unit_diagonal));
            let matrix = rescaled(&last, &given.standard_deviations());
            return finish(given, matrix, before, iteration);
        }
    }
    Err(CovarianceError::NotConverged {
        what: "the nearest correlation matrix",
        iterations: max_iterations,
        residual,
    })
}

/// The matrix with its negative eigenvalues set to zero, `[n, n]`.
fn without_negative(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let (eigenvalues, vectors) = symmetric_eigen(matrix);
    let scaled = DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, k| {
        vectors[(i, k)] * eigenvalues[k].max(0.0)
    });
    let product = scaled * vectors.transpose();
    (&product + product.transpose()) * 0.5
}

fn finish(
    given: &Covariance,
    matrix: DMatrix<f64>,
    before: Spectrum,
    iterations: usize,
) -> Result<Nearest, CovarianceError> {
    let covariance = Covariance::new(given.names().to_vec(), matrix)?;
    let distance = (covariance.matrix() - given.matrix()).norm();
    let after = covariance.spectrum();
    Ok(Nearest { covariance, distance, before, after, iterations })
}
