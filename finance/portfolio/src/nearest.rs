use crate::PortfolioError;
use nalgebra::{DMatrix, DVector, SymmetricEigen};

/// A positive semidefinite matrix near one that is not.
#[derive(Clone, Debug, PartialEq)]
pub struct NearestPositiveSemidefinite {
    /// The matrix.
    pub matrix: DMatrix<f64>,
    /// Frobenius distance to the matrix given.
    pub distance: f64,
    /// The smallest eigenvalue of the matrix given.
    pub smallest_eigenvalue: f64,
}

/// The positive semidefinite matrix nearest to `matrix` in the Frobenius norm: its symmetric part
/// with the negative eigenvalues set to zero. Higham, *Computing a nearest symmetric positive
/// semidefinite matrix* (Linear Algebra and its Applications 103, 1988).
///
/// # Errors
///
/// If the matrix is not square or holds a number that is not finite.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_portfolio::nearest_positive_semidefinite;
/// let near = nearest_positive_semidefinite(&DMatrix::from_row_slice(2, 2, &[1.0, 2.0, 2.0, 1.0]))?;
/// assert!((near.smallest_eigenvalue + 1.0).abs() < 1e-12);
/// assert!((near.distance - 1.0).abs() < 1e-12);
/// assert!((near.matrix - DMatrix::from_row_slice(2, 2, &[1.5, 1.5, 1.5, 1.5])).norm() < 1e-12);
/// # Ok::<(), neuron_portfolio::PortfolioError>(())
/// ```
pub fn nearest_positive_semidefinite(
    matrix: &DMatrix<f64>,
) -> Result<NearestPositiveSemidefinite, PortfolioError> {
    let (rows, columns) = matrix.shape();
    if rows != columns {
        return Err(PortfolioError::Size {
            what: "the matrix",
            found: format!("{rows}×{columns}"),
            expected: "as many rows as columns".into(),
        });
    }
    if let Some(&value) = matrix.iter().find(|value| !value.is_finite()) {
        return Err(PortfolioError::NotFinite { what: "an entry of the matrix".into(), value });
    }
    let eigen = SymmetricEigen::new((matrix + matrix.transpose()) * 0.5);
    let clipped =
        DVector::from_iterator(rows, eigen.eigenvalues.iter().map(|value| value.max(0.0)));
    let near =
        &eigen.eigenvectors * DMatrix::from_diagonal(&clipped) * eigen.eigenvectors.transpose();
    // Rounding leaves a trace of asymmetry.
    let near = (&near + near.transpose()) * 0.5;
    Ok(NearestPositiveSemidefinite {
        distance: (&near - matrix).norm(),
        matrix: near,
        smallest_eigenvalue: if rows == 0 { 0.0 } else { eigen.eigenvalues.min() },
    })
}
