//! The triangular root of a covariance matrix.

use crate::{SimulationError, check};
use nalgebra::{DMatrix, SymmetricEigen};

/// The lower triangular L with L Lᵀ = `matrix` (Cholesky), also where the matrix is singular: the
/// columns of dependent assets are then zero.
pub(crate) fn root(
    what: &'static str,
    matrix: &DMatrix<f64>,
) -> Result<DMatrix<f64>, SimulationError> {
    let n = matrix.nrows();
    let scale = matrix.diagonal().amax();
    for row in 0..n {
        for column in 0..row {
            let gap = (matrix[(row, column)] - matrix[(column, row)]).abs();
            if gap > 1e-9 * scale {
                return Err(SimulationError::NotSymmetric { what, row, column });
            }
        }
    }
    let least = SymmetricEigen::new(matrix.clone()).eigenvalues.min();
    if least < -1e-9 * scale {
        return Err(SimulationError::NotPositiveSemidefinite { what, least });
    }
    let mut root = DMatrix::zeros(n, n);
    for j in 0..n {
        let known: f64 = (0..j).map(|k| root[(j, k)] * root[(j, k)]).sum();
        let pivot = matrix[(j, j)] - known;
        // A pivot lost to rounding: the asset is a combination of those before it.
        if pivot <= 1e-12 * scale {
            continue;
        }
        root[(j, j)] = pivot.sqrt();
        for i in j + 1..n {
            let known: f64 = (0..j).map(|k| root[(i, k)] * root[(j, k)]).sum();
            root[(i, j)] = (matrix[(i, j)] - known) / root[(j, j)];
        }
    }
    Ok(root)
}

/// Another root of `root` times its transpose: its eigenvectors, greatest eigenvalue first, each
/// times the square root of its eigenvalue, and with its greatest entry positive.
pub(crate) fn principal(root: &DMatrix<f64>) -> DMatrix<f64> {
    let eigen = SymmetricEigen::new(root * root.transpose());
    let mut order: Vec<usize> = (0..root.nrows()).collect();
    order.sort_by(|&a, &b| eigen.eigenvalues[b].total_cmp(&eigen.eigenvalues[a]));
    let columns = order.iter().map(|&k| {
        let vector = eigen.eigenvectors.column(k);
        let greatest = vector[vector.icamax()];
        vector * eigen.eigenvalues[k].max(0.0).sqrt().copysign(greatest)
    });
    DMatrix::from_columns(&columns.collect::<Vec<_>>())
}

/// [`root`] of a covariance matrix of `assets` assets.
pub(crate) fn covariance_root(
    matrix: &DMatrix<f64>,
    assets: usize,
) -> Result<DMatrix<f64>, SimulationError> {
    square("covariance", matrix, assets)?;
    check::cells("covariance", matrix, "a finite number", |_| true)?;
    root("covariance", matrix)
}

/// [`root`] of a correlation matrix of `assets` assets, whose diagonal is one.
pub(crate) fn correlation_root(
    matrix: &DMatrix<f64>,
    assets: usize,
) -> Result<DMatrix<f64>, SimulationError> {
    square("correlation", matrix, assets)?;
    let within = |value: f64| value.abs() <= 1.0 + 1e-9;
    check::cells("correlation", matrix, "a number within ±1", within)?;
    for i in 0..assets {
        let value = matrix[(i, i)];
        if (value - 1.0).abs() > 1e-9 {
            let place = format!("row {i}, column {i}");
            let what = "correlation";
            return Err(SimulationError::Number { what, place, value, expected: "1" });
        }
    }
    root("correlation", matrix)
}

fn square(
    what: &'static str,
    matrix: &DMatrix<f64>,
    expected: usize,
) -> Result<(), SimulationError> {
    let (rows, columns) = matrix.shape();
    if (rows, columns) == (expected, expected) {
        return Ok(());
    }
    Err(SimulationError::Shape { what, rows, columns, expected })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_times_its_transpose_is_the_matrix_singular_or_not() {
        let full = DMatrix::from_row_slice(3, 3, &[4.0, 1.2, -0.4, 1.2, 1.0, 0.3, -0.4, 0.3, 2.0]);
        let twins = DMatrix::from_row_slice(3, 3, &[1.0, 1.0, 0.5, 1.0, 1.0, 0.5, 0.5, 0.5, 1.0]);
        for matrix in [full, twins] {
            let root = covariance_root(&matrix, 3).unwrap();
            assert!((&root * root.transpose() - &matrix).amax() < 1e-14);
            let principal = principal(&root);
            assert!((&principal * principal.transpose() - &matrix).amax() < 1e-13);
            // Components are at right angles, and ever smaller.
            let gram = principal.tr_mul(&principal);
            assert!(gram[(0, 0)] > gram[(1, 1)] && gram[(1, 1)] > gram[(2, 2)]);
            assert!(gram[(0, 1)].abs().max(gram[(0, 2)].abs()) < 1e-13);
        }
    }

    #[test]
    fn what_is_no_correlation_matrix_is_said() {
        let bad = DMatrix::from_row_slice(3, 3, &[1.0, 0.9, -0.9, 0.9, 1.0, 0.9, -0.9, 0.9, 1.0]);
        let error = correlation_root(&bad, 3).unwrap_err();
        let SimulationError::NotPositiveSemidefinite { least, .. } = error else {
            panic!("{error}")
        };
        // The eigenvalues of this matrix are 1.9, 1.9 and −0.8.
        assert!((least + 0.8).abs() < 1e-12);
        let skew = DMatrix::from_row_slice(2, 2, &[1.0, 0.2, 0.3, 1.0]);
        assert!(matches!(
            correlation_root(&skew, 2),
            Err(SimulationError::NotSymmetric { row: 1, column: 0, .. })
        ));
        let nan = DMatrix::from_row_slice(2, 2, &[1.0, f64::NAN, 0.3, 1.0]);
        assert!(matches!(correlation_root(&nan, 2), Err(SimulationError::Number { .. })));
        assert!(matches!(correlation_root(&skew, 3), Err(SimulationError::Shape { .. })));
    }
}
