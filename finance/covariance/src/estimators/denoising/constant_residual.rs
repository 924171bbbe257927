//! Eigenvalues of noise replaced by their mean, and the market taken out.

use super::{marchenko_pastur_fit, upper_edge};
use crate::estimators::{NoiseVariance, Parameters, products};
use crate::matrix::{correlation, descending_eigen, rescaled};
use crate::{CovarianceError, Returns};
use nalgebra::{DMatrix, DVector};

/// The sample covariance (divisor `T - 1`) with denoised, and if asked detoned, correlations.
pub(in crate::estimators) fn denoised(
    returns: &Returns,
    noise: NoiseVariance,
    detone: usize,
) -> Result<(DMatrix<f64>, Parameters), CovarianceError> {
    let (observations, assets) = returns.values().shape();
    if detone >= assets {
        return Err(CovarianceError::Parameter {
            name: "detone",
            value: detone as f64,
            expected: "fewer than there are assets",
        });
    }
    let sample = products(&returns.centred()) / (observations - 1) as f64;
    let deviations = sample.diagonal().map(f64::sqrt);
    let (mut eigenvalues, vectors) = descending_eigen(&correlation(&sample));
    let (noise_variance, fit_error) = match noise {
        NoiseVariance::Fitted { bandwidth } => {
            let fit = marchenko_pastur_fit(eigenvalues.as_slice(), observations, bandwidth)?;
            (fit.variance, Some(fit.error))
        }
        NoiseVariance::Given(variance) if variance > 0.0 && variance <= 1.0 => (variance, None),
        NoiseVariance::Given(variance) => {
            return Err(CovarianceError::Parameter {
                name: "noise variance",
                value: variance,
                expected: "more than 0 and at most 1",
            });
        }
    };
    let noise_edge = upper_edge(noise_variance, observations, assets);
    let factors = eigenvalues.iter().filter(|e| **e >= noise_edge).count();
    let rest = assets - factors;
    if rest > 0 {
        let mean = eigenvalues.rows(factors, rest).sum() / rest as f64;
        eigenvalues.rows_mut(factors, rest).fill(mean);
    }
    // Its diagonal need not be one; rescaling makes it so.
    let mut cleaned = correlation(&compose(&eigenvalues, &vectors));
    if detone > 0 {
        let (mut eigenvalues, vectors) = descending_eigen(&cleaned);
        eigenvalues.rows_mut(0, detone).fill(0.0);
        let without_market = compose(&eigenvalues, &vectors);
        if let Some(i) = (0..assets).find(|&i| without_market[(i, i)] <= 1e-12) {
            let name = returns.names()[i].clone();
            let value = without_market[(i, i)].max(0.0);
            return Err(CovarianceError::VarianceNotPositive { name, value });
        }
        cleaned = correlation(&without_market);
    }
    let parameters =
        Parameters::Denoised { noise_variance, noise_edge, factors, detoned: detone, fit_error };
    Ok((rescaled(&cleaned, &deviations), parameters))
}

/// `V diag(λ) Vᵀ`, exactly symmetric.
fn compose(eigenvalues: &DVector<f64>, vectors: &DMatrix<f64>) -> DMatrix<f64> {
    let scaled =
        DMatrix::from_fn(vectors.nrows(), vectors.ncols(), |i, k| vectors[(i, k)] * eigenvalues[k]);
    let mut matrix = scaled * vectors.transpose();
    matrix.fill_lower_triangle_with_upper_triangle();
    matrix
}
