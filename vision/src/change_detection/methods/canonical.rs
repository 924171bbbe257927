//! Canonical correlation of weighted observations (Hotelling, *Relations between two sets of
//! variates*, 1936).

use crate::change_detection::{ChangeError, Date};
use nalgebra::{DMatrix, DVector, SVD};

/// Least share of a band's variance that the bands before it may leave unexplained.
const INDEPENDENT: f64 = 1e-10;

/// Rounds of a decomposition; a handful are needed.
const MOST_ROUNDS: usize = 10_000;

/// Directions of two sets of variables, of unit variance, whose projections correlate in pairs.
pub(super) struct Canonical {
    /// Correlation of each pair, the largest first, in 0 to 1.
    pub(super) correlations: Vec<f64>,
    /// Directions of the first set, one a column.
    pub(super) first: DMatrix<f64>,
    /// Directions of the second set.
    pub(super) second: DMatrix<f64>,
    /// Weighted means of both sets, one behind the other.
    pub(super) means: Vec<f64>,
}

/// Analyses observations of `2 × bands` variables, one observation a row of `rows`, by weights.
pub(super) fn canonical(
    rows: &[f64],
    weights: &[f64],
    bands: usize,
) -> Result<Canonical, ChangeError> {
    let width = 2 * bands;
    let total: f64 = weights.iter().sum();
    let mut means = vec![0.0; width];
    for (row, &weight) in rows.chunks_exact(width).zip(weights) {
        means.iter_mut().zip(row).for_each(|(mean, value)| *mean += weight * value);
    }
    means.iter_mut().for_each(|mean| *mean /= total);
    let mut covariance = DMatrix::<f64>::zeros(width, width);
    let mut centred = vec![0.0; width];
    for (row, &weight) in rows.chunks_exact(width).zip(weights) {
        for ((centred, value), mean) in centred.iter_mut().zip(row).zip(&means) {
            *centred = value - mean;
        }
        for i in 0..width {
            for j in 0..=i {
                covariance[(i, j)] += weight * centred[i] * centred[j];
            }
        }
    }
    covariance /= total;
    covariance.fill_upper_triangle_with_lower_triangle();
    let part = |at: usize, of: usize| covariance.view((at, of), (bands, bands)).into_owned();
    let lower = whitener(&part(0, 0), Date::Before)?;
    let other = whitener(&part(bands, bands), Date::After)?;
    // What correlates, once each set has unit variance in all directions, is read off singular values.
    let between = &lower * part(0, bands) * other.transpose();
    let decomposed = SVD::try_new(between, true, true, f64::EPSILON, MOST_ROUNDS);
    let found = decomposed.and_then(|svd| Some((svd.singular_values, svd.u?, svd.v_t?)));
    let Some((values, u, v_t)) = found else {
        return Err(ChangeError::Dependent { band: bands, date: Date::After });
    };
    let values: DVector<f64> = values;
    let correlations = values.iter().map(|value| value.clamp(0.0, 1.0)).collect();
    let first = lower.transpose() * u;
    let second = other.transpose() * v_t.transpose();
    Ok(Canonical { correlations, first, second, means })
}

/// The inverse of the Cholesky factor: it makes variables of this covariance independent, of unit variance.
fn whitener(covariance: &DMatrix<f64>, date: Date) -> Result<DMatrix<f64>, ChangeError> {
    let bands = covariance.nrows();
    let dependent = |band: usize| ChangeError::Dependent { band: band + 1, date };
    // By hand, since it has to be known which band fails, and how nearly.
    let mut factor = DMatrix::<f64>::zeros(bands, bands);
    for i in 0..bands {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| factor[(i, k)] * factor[(j, k)]).sum();
            let left = covariance[(i, j)] - known;
            if i > j {
                factor[(i, j)] = left / factor[(j, j)];
            } else if left > INDEPENDENT * covariance[(i, i)] {
                factor[(i, i)] = left.sqrt();
            } else {
                return Err(dependent(i));
            }
        }
    }
    let identity = DMatrix::identity(bands, bands);
    factor.solve_lower_triangular(&identity).ok_or_else(|| dependent(bands - 1))
}
