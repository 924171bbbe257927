//! Eigenvalues of a symmetric matrix.

use super::finite_or_null;
use super::symmetric_eigen::{symmetric_eigen, symmetric_eigenvalues};
use nalgebra::{DMatrix, DVector};
use serde::Serialize;

/// The extreme eigenvalues of a symmetric matrix.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spectrum {
    /// The least eigenvalue.
    pub min_eigenvalue: f64,
    /// The greatest eigenvalue.
    pub max_eigenvalue: f64,
    /// The greatest over the least; infinite (`null` in JSON) where the least is not positive.
    #[serde(serialize_with = "finite_or_null")]
    pub condition_number: f64,
}

impl Spectrum {
    /// Of a symmetric, finite matrix, `[n, n]`.
    #[must_use]
    pub fn of(matrix: &DMatrix<f64>) -> Self {
        let eigenvalues = symmetric_eigenvalues(matrix);
        let (min_eigenvalue, max_eigenvalue) = (eigenvalues.min(), eigenvalues.max());
        let condition_number =
            if min_eigenvalue > 0.0 { max_eigenvalue / min_eigenvalue } else { f64::INFINITY };
        Self { min_eigenvalue, max_eigenvalue, condition_number }
    }

    /// Whether the least eigenvalue is not below zero by more than rounding explains.
    #[must_use]
    pub fn is_positive_semidefinite(&self, size: usize) -> bool {
        self.min_eigenvalue >= -(size as f64) * f64::EPSILON * self.max_eigenvalue.abs()
    }
}

/// Eigenvalues in falling order, `[n]`, and their vectors as columns, `[n, n]`, of a symmetric and
/// finite matrix.
///
/// Each vector's entry of greatest size is positive, so that the result does not hang on the
/// decomposition's choice of sign.
#[must_use]
pub fn descending_eigen(matrix: &DMatrix<f64>) -> (DVector<f64>, DMatrix<f64>) {
    let (eigenvalues, eigenvectors) = symmetric_eigen(matrix);
    let mut order: Vec<usize> = (0..eigenvalues.len()).collect();
    order.sort_by(|&a, &b| eigenvalues[b].total_cmp(&eigenvalues[a]));
    let values = DVector::from_iterator(order.len(), order.iter().map(|&i| eigenvalues[i]));
    let mut vectors = eigenvectors.select_columns(&order);
    for mut vector in vectors.column_iter_mut() {
        if vector[vector.icamax()] < 0.0 {
            vector.neg_mut();
        }
    }
    (values, vectors)
}
