//! The sample covariance.

use super::Parameters;
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// `Σ (r - mean)(r - mean)ᵀ / (T - ddof)` per period, `[assets, assets]`.
pub(super) fn sample(
    returns: &Returns,
    ddof: usize,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    let observations = returns.observations();
    if ddof >= observations {
        return Err(CovarianceError::Parameter {
            name: "ddof",
            value: ddof as f64,
            expected: "fewer than there are observations",
        });
    }
    let divisor = (observations - ddof) as f64;
    Ok((products(&returns.centred()) / divisor, Parameters::Sample { divisor }))
}

/// `XᵀX`, exactly symmetric.
pub(crate) fn products(table: &DMatrix<f64>) -> DMatrix<f64> {
    let mut products = table.tr_mul(table);
    products.fill_lower_triangle_with_upper_triangle();
    products
}
