use super::bounded::maximise;
use super::iterations::{Iterated, iterate};
use super::likelihood::NegativeBinomial;
use super::model::{LEAST_MEAN, Model};
use crate::linear::Cholesky;

/// Coefficients beyond which natural logarithms of fold changes are taken as divergent.
pub(super) const LARGE: f64 = 30.0;

/// The precision of the prior that only keeps the fit of separable genes finite, in natural logarithms: 1e-6 on the
/// scale of log2.
pub(crate) const NO_PRIOR: f64 = 1e-6 / (std::f64::consts::LN_2 * std::f64::consts::LN_2);

/// The fitted model of a gene; coefficients are natural logarithms.
#[derive(Debug, Clone)]
pub(crate) struct GeneFit {
    pub(crate) coefficients: Vec<f64>,
    /// `[coefficients, coefficients]`.
    pub(crate) covariance: Vec<f64>,
    pub(crate) means: Vec<f64>,
    pub(crate) leverages: Vec<f64>,
    pub(crate) log_likelihood: f64,
    pub(crate) converged: bool,
}

/// Fits a gene by iteratively reweighted least squares, and by a bounded Newton search where that does not
/// converge; `precisions` are those of a normal prior of each coefficient.
pub(crate) fn fit_gene(
    model: &Model<'_>,
    counts: &[f64],
    dispersion: f64,
    precisions: &[f64],
    search: bool,
) -> GeneFit {
    let none = precisions.iter().all(|&precision| precision <= NO_PRIOR);
    if model.intercept && none {
        return intercept(model, counts, dispersion);
    }
    let likelihood = NegativeBinomial::new(counts, dispersion);
    let start = match model.pseudo_inverse.is_empty() {
        // Without full rank: the logarithm of the mean as the first coefficient, the intercept.
        true => {
            let mut start = vec![0.0; model.coefficients];
            start[0] = crate::statistics::mean(&model.normalised(counts)).ln();
            start
        }
        false => {
            let logs: Vec<f64> =
                model.normalised(counts).iter().map(|value| (value + 0.1).ln()).collect();
            model.regress(&logs)
        }
    };
    let tolerance = if search { 1e-8 } else { 1e-4 };
    let found = iterate(model, counts, dispersion, &start, precisions, (&likelihood, tolerance));
    let Iterated { mut coefficients, mut converged, leverages, covariance } = found;
    let finite = coefficients.iter().all(|c| c.is_finite());
    let positive =
        |matrix: &[f64]| (0..model.coefficients).all(|i| matrix[i * model.coefficients + i] > 0.0);
    let covariance = covariance.filter(|matrix| finite && positive(matrix));
    let covariance = match covariance {
        Some(covariance) if converged || !search => covariance,
        _ => {
            let sound =
                finite && coefficients.iter().all(|c| c.abs() < LARGE * std::f64::consts::LN_2);
            let from = if sound { &coefficients } else { &start };
            let (best, done) = maximise(model, counts, dispersion, from, precisions);
            coefficients = best;
            converged = done;
            let means = means(model, &coefficients);
            sandwich(model, &weights(&means, dispersion), precisions)
                .unwrap_or_else(|| vec![0.0; model.coefficients * model.coefficients])
        }
    };
    let means = means(model, &coefficients);
    let log_likelihood = likelihood.log_likelihood(&means);
    GeneFit { coefficients, covariance, means, leverages, log_likelihood, converged }
}

/// Means of counts at these coefficients.
pub(super) fn means(model: &Model<'_>, coefficients: &[f64]) -> Vec<f64> {
    let linear = model.linear(coefficients);
    linear.iter().zip(model.size_factors).map(|(eta, factor)| factor * eta.exp()).collect()
}

/// Working weights of the model at these means.
pub(super) fn weights(means: &[f64], dispersion: f64) -> Vec<f64> {
    means
        .iter()
        .map(|mean| {
            let mean = mean.max(LEAST_MEAN);
            mean / (1.0 + dispersion * mean)
        })
        .collect()
}

/// The covariance of penalised coefficients, `(XᵀWX + Λ)⁻¹ XᵀWX (XᵀWX + Λ)⁻¹`.
pub(super) fn sandwich(model: &Model<'_>, weights: &[f64], precisions: &[f64]) -> Option<Vec<f64>> {
    let p = model.coefficients;
    let mut gram = vec![0.0; p * p];
    model.weighted_gram(weights, &mut gram);
    let inverse = ridge_inverse(&gram, precisions)?;
    let product = |a: &[f64], b: &[f64]| -> Vec<f64> {
        (0..p * p).map(|k| (0..p).map(|l| a[k / p * p + l] * b[l * p + k % p]).sum()).collect()
    };
    Some(product(&product(&inverse, &gram), &inverse))
}

pub(super) fn ridge_inverse(gram: &[f64], precisions: &[f64]) -> Option<Vec<f64>> {
    let p = precisions.len();
    let mut ridged = gram.to_vec();
    for (i, precision) in precisions.iter().enumerate() {
        ridged[i * p + i] += precision;
    }
    Some(Cholesky::new(&ridged, p)?.inverse())
}

/// The closed form of an intercept alone: the logarithm of the mean of the normalised counts.
fn intercept(model: &Model<'_>, counts: &[f64], dispersion: f64) -> GeneFit {
    let mean = crate::statistics::mean(&model.normalised(counts));
    let means: Vec<f64> = model.size_factors.iter().map(|factor| factor * mean).collect();
    let weights: Vec<f64> = means.iter().map(|mean| mean / (1.0 + dispersion * mean)).collect();
    let sum: f64 = weights.iter().sum();
    GeneFit {
        coefficients: vec![mean.ln()],
        covariance: vec![1.0 / sum],
        leverages: weights.iter().map(|weight| weight / sum).collect(),
        log_likelihood: NegativeBinomial::new(counts, dispersion).log_likelihood(&means),
        means,
        converged: true,
    }
}
