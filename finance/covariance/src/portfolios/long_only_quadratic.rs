//! The one quadratic program that the long-only portfolios here come down to.

use crate::{CovarianceError, matrix::Spectrum};
use nalgebra::{DMatrix, DVector};

/// Gradients above this count as ways to improve; the matrix is scaled to a mean variance of one.
const TOLERANCE: f64 = 1e-12;

/// The minimiser of `½ xᵀ A x - 1ᵀ x` over `x ≥ 0` for a positive semidefinite matrix, `[n]`.
///
/// Scaled to sum to one it minimises `xᵀ A x` among long-only portfolios, since both have the same
/// conditions of optimality. Active sets: C. L. Lawson and R. J. Hanson, *Solving Least Squares
/// Problems* (1974), chapter 23; finite, since every set's minimum is lower than the last.
///
/// # Errors
///
/// If the matrix is not positive semidefinite, or is singular on a set of assets that is met.
pub(super) fn minimise(
    matrix: &DMatrix<f64>,
    what: &'static str,
) -> Result<DVector<f64>, CovarianceError> {
    let n = matrix.ncols();
    // Of an indefinite matrix the active sets would find some stationary point, not the least.
    let spectrum = Spectrum::of(matrix);
    if !spectrum.is_positive_semidefinite(n) {
        let min_eigenvalue = spectrum.min_eigenvalue;
        return Err(CovarianceError::NotPositiveDefinite { what, min_eigenvalue });
    }
    let scaled = matrix * (n as f64 / matrix.trace());
    let mut x = DVector::<f64>::zeros(n);
    let mut passive: Vec<usize> = Vec::new();
    // A set cannot come back, but rounding could make one; no instance comes near this many.
    let limit = 30 * n + 100;
    for _ in 0..limit {
        let gradient = DVector::repeat(n, 1.0) - &scaled * &x;
        let entering = (0..n)
            .filter(|i| !passive.contains(i) && gradient[*i] > TOLERANCE)
            .max_by(|&a, &b| gradient[a].total_cmp(&gradient[b]).then(b.cmp(&a)));
        let Some(entering) = entering else { return Ok(x) };
        passive.push(entering);
        passive.sort_unstable();
        loop {
            let target = solve_on(&scaled, &passive, what)?;
            if target.iter().all(|z| *z > 0.0) {
                for (&i, z) in passive.iter().zip(&target) {
                    x[i] = *z;
                }
                break;
            }
            // As far towards the target as every weight stays positive; what stops there leaves.
            let reach = |i: usize, z: f64| match z {
                z if z > 0.0 => f64::INFINITY,
                z if x[i] > 0.0 => x[i] / (x[i] - z),
                _ => 0.0,
            };
            let reaches: Vec<f64> =
                passive.iter().zip(&target).map(|(&i, z)| reach(i, *z)).collect();
            let step = reaches.iter().copied().fold(1.0, f64::min);
            let mut blocked = Vec::new();
            for ((&i, z), reach) in passive.iter().zip(&target).zip(reaches) {
                x[i] = if reach <= step { 0.0 } else { x[i] + step * (z - x[i]) };
                if reach <= step {
                    blocked.push(i);
                }
            }
            passive.retain(|i| !blocked.contains(i));
        }
    }
    Err(CovarianceError::NotConverged { what, iterations: limit, residual: TOLERANCE })
}

/// The solution of `A x = 1` with only some assets.
fn solve_on(
    matrix: &DMatrix<f64>,
    members: &[usize],
    what: &'static str,
) -> Result<DVector<f64>, CovarianceError> {
    let part = matrix.select_rows(members).select_columns(members);
    let ones = DVector::repeat(members.len(), 1.0);
    match part.clone().cholesky() {
        Some(factor) => Ok(factor.solve(&ones)),
        None => Err(CovarianceError::NotPositiveDefinite {
            what,
            min_eigenvalue: Spectrum::of(&part).min_eigenvalue,
        }),
    }
}
