//! A covariance with the assets' names, checked once for everything that uses it.

use crate::matrix::{Spectrum, serialize_rows};
use crate::{CovarianceError, matrix, names};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// How far two entries that should be equal may lie apart, relative to the standard deviations.
const SYMMETRY_TOLERANCE: f64 = 1e-9;

/// A covariance, `[assets, assets]`, with the assets' names.
///
/// It is finite and symmetric, with positive variances. That it is positive semidefinite is not
/// demanded, since an estimate need not be; [`Covariance::spectrum`] tells.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_covariance::Covariance;
///
/// let names = vec!["A".to_string(), "B".to_string()];
/// let covariance = Covariance::new(names, DMatrix::from_row_slice(2, 2, &[0.04, 0.01, 0.01, 0.09]))?;
/// assert!((covariance.correlation()[(0, 1)] - 1.0 / 6.0).abs() < 1e-15);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Covariance {
    names: Vec<String>,
    #[serde(serialize_with = "serialize_rows")]
    matrix: DMatrix<f64>,
}

impl Covariance {
    /// Names a covariance, `[assets, assets]`; what rounding left asymmetric is averaged.
    ///
    /// # Errors
    ///
    /// If the matrix is not square, finite and symmetric, a variance is not positive, or the names do
    /// not fit or repeat.
    pub fn new(names: Vec<String>, mut matrix: DMatrix<f64>) -> Result<Self, CovarianceError> {
        names::check("the covariance", &names, matrix.ncols())?;
        if matrix.nrows() != matrix.ncols() {
            return Err(CovarianceError::Size {
                what: "a column of the covariance".to_string(),
                expected: matrix.ncols(),
                found: matrix.nrows(),
            });
        }
        for (column, name) in names.iter().enumerate() {
            for row in 0..names.len() {
                let value = matrix[(row, column)];
                if !value.is_finite() {
                    let name = name.clone();
                    return Err(CovarianceError::NotFinite {
                        what: "covariance",
                        name,
                        row,
                        value,
                    });
                }
            }
            let value = matrix[(column, column)];
            if value <= 0.0 {
                return Err(CovarianceError::VarianceNotPositive { name: name.clone(), value });
            }
        }
        for column in 1..names.len() {
            for row in 0..column {
                let (upper, lower) = (matrix[(row, column)], matrix[(column, row)]);
                let scale = (matrix[(row, row)] * matrix[(column, column)]).sqrt();
                if (upper - lower).abs() > SYMMETRY_TOLERANCE * scale {
                    return Err(CovarianceError::NotSymmetric {
                        first: names[row].clone(),
                        second: names[column].clone(),
                        upper,
                        lower,
                    });
                }
                let mean = 0.5 * (upper + lower);
                matrix[(row, column)] = mean;
                matrix[(column, row)] = mean;
            }
        }
        Ok(Self { names, matrix })
    }

    /// The assets' names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The matrix, `[assets, assets]`.
    #[must_use]
    pub fn matrix(&self) -> &DMatrix<f64> {
        &self.matrix
    }

    /// The number of assets.
    #[must_use]
    pub fn assets(&self) -> usize {
        self.names.len()
    }

    /// The variances, `[assets]`.
    #[must_use]
    pub fn variances(&self) -> DVector<f64> {
        self.matrix.diagonal()
    }

    /// The standard deviations, `[assets]`.
    #[must_use]
    pub fn standard_deviations(&self) -> DVector<f64> {
        self.matrix.diagonal().map(f64::sqrt)
    }

    /// The correlations, `[assets, assets]`.
    #[must_use]
    pub fn correlation(&self) -> DMatrix<f64> {
        matrix::correlation(&self.matrix)
    }

    /// The extreme eigenvalues and the condition number.
    #[must_use]
    pub fn spectrum(&self) -> Spectrum {
        Spectrum::of(&self.matrix)
    }

    /// `wᵀ Σ w` of weights, `[assets]`, which must be as many as the assets.
    pub(crate) fn variance_of(&self, weights: &DVector<f64>) -> f64 {
        weights.dot(&(&self.matrix * weights))
    }

    /// The covariance of some of the assets, by their positions, in that order.
    pub(crate) fn select(&self, members: &[usize]) -> Self {
        Self {
            names: members.iter().map(|&i| self.names[i].clone()).collect(),
            matrix: self.matrix.select_rows(members).select_columns(members),
        }
    }

    /// Weights by the assets' positions, checked to be as many and finite.
    pub(crate) fn check_weights(&self, weights: &[f64]) -> Result<DVector<f64>, CovarianceError> {
        if weights.len() != self.assets() {
            return Err(CovarianceError::Size {
                what: "the list of weights".to_string(),
                expected: self.assets(),
                found: weights.len(),
            });
        }
        if let Some((row, &value)) = weights.iter().enumerate().find(|(_, w)| !w.is_finite()) {
            let name = self.names[row].clone();
            return Err(CovarianceError::NotFinite { what: "weight", name, row, value });
        }
        Ok(DVector::from_row_slice(weights))
    }
}
