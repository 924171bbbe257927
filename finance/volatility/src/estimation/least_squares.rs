use crate::VolatilityError;
use nalgebra::{DMatrix, DVector};

/// Ordinary least squares.
pub(crate) struct LeastSquares {
    /// `[k]`.
    pub(crate) coefficients: DVector<f64>,
    /// `[n]`.
    pub(crate) residuals: DVector<f64>,
    /// `(X'X)⁻¹`, `[k, k]`.
    pub(crate) inverse: DMatrix<f64>,
}

/// Regresses `y` on the columns of `x`, each scaled to length 1 so that units do not matter.
pub(crate) fn least_squares(
    x: &DMatrix<f64>,
    y: &DVector<f64>,
    what: &str,
) -> Result<LeastSquares, VolatilityError> {
    let collinear = || VolatilityError::Collinear { what: what.to_owned() };
    let scale: Vec<f64> = x.column_iter().map(|column| column.norm()).collect();
    if scale.contains(&0.0) || x.nrows() < x.ncols() {
        return Err(collinear());
    }
    let scaled = DMatrix::from_fn(x.nrows(), x.ncols(), |i, j| x[(i, j)] / scale[j]);
    let gram = scaled.tr_mul(&scaled);
    let factor = gram.cholesky().ok_or_else(collinear)?;
    // A pivot that all but vanishes: the column is a combination of those before it.
    if (0..x.ncols()).any(|i| factor.l_dirty()[(i, i)] < 1e-7) {
        return Err(collinear());
    }
    let mut coefficients = factor.solve(&scaled.tr_mul(y));
    // One step of refinement takes back what the normal equations lost.
    coefficients += factor.solve(&scaled.tr_mul(&(y - &scaled * &coefficients)));
    let residuals = y - &scaled * &coefficients;
    let mut inverse = factor.inverse();
    for i in 0..scale.len() {
        coefficients[i] /= scale[i];
        for j in 0..scale.len() {
            inverse[(i, j)] /= scale[i] * scale[j];
        }
    }
    Ok(LeastSquares { coefficients, residuals, inverse })
}
