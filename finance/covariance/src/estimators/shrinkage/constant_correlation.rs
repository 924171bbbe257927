//! Shrinkage to one correlation for all pairs.

use super::mixture;
use crate::estimators::{Parameters, products};
use crate::{CovarianceError, Returns};
use nalgebra::DMatrix;

/// Ledoit and Wolf's intensity (2004) for the constant-correlation target. The sample has divisor
/// `T - 1`, moments of the intensity `T`, as in PyPortfolioOpt.
pub(in crate::estimators) fn constant_correlation(
    returns: &Returns,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    let centred = returns.centred();
    let (rows, assets) = centred.shape();
    if assets < 2 {
        return Err(CovarianceError::Size {
            what: "a table of returns to estimate a mean correlation from".to_string(),
            expected: 2,
            found: assets,
        });
    }
    let t = rows as f64;
    let moments = products(&centred) / t;
    let sample = &moments * (t / (t - 1.0));
    let deviations = sample.diagonal().map(f64::sqrt);
    let pairs = (assets * (assets - 1)) as f64;
    let mut correlations = 0.0;
    for i in 0..assets {
        for j in (0..assets).filter(|&j| j != i) {
            correlations += sample[(i, j)] / (deviations[i] * deviations[j]);
        }
    }
    let mean_correlation = correlations / pairs;
    let target = DMatrix::from_fn(assets, assets, |i, j| {
        if i == j { sample[(i, i)] } else { mean_correlation * deviations[i] * deviations[j] }
    });

    let squares = centred.map(|x| x * x);
    let cubes = centred.map(|x| x * x * x);
    let pi = squares.tr_mul(&squares) / t - moments.component_mul(&sample) * 2.0
        + sample.component_mul(&sample);
    // Asymptotic covariance of a variance with a covariance.
    let third = cubes.tr_mul(&centred) / t;
    let mut rho = 0.0;
    for i in 0..assets {
        rho += pi[(i, i)];
        for j in (0..assets).filter(|&j| j != i) {
            let theta =
                third[(i, j)] - moments[(i, i)] * sample[(i, j)] - moments[(i, j)] * sample[(i, i)]
                    + sample[(i, i)] * sample[(i, j)];
            rho += mean_correlation * deviations[j] / deviations[i] * theta;
        }
    }
    let gamma = (&sample - &target).norm_squared();
    let intensity = if gamma > 0.0 { ((pi.sum() - rho) / gamma / t).clamp(0.0, 1.0) } else { 0.0 };
    Ok(mixture(&sample, &target, intensity, mean_correlation))
}
