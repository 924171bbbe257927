use super::gene::{LARGE, ridge_inverse, sandwich, weights};
use super::likelihood::NegativeBinomial;
use super::model::{LEAST_MEAN, Model};
use crate::linear::LeastSquares;

/// Most iterations.
const MOST: usize = 100;

/// Where the iterations ended.
pub(super) struct Iterated {
    pub(super) coefficients: Vec<f64>,
    pub(super) covariance: Option<Vec<f64>>,
    pub(super) leverages: Vec<f64>,
    pub(super) converged: bool,
}

/// Iteratively reweighted least squares with a ridge penalty, until the deviance changes by less than the tolerance
/// of its size (McCullagh and Nelder, *Generalized Linear Models*, section 2.5; Love, Huber and Anders, *Genome
/// Biology* 15 (2014) 550, Methods). Means enter as at least one half.
pub(super) fn iterate(
    model: &Model<'_>,
    counts: &[f64],
    dispersion: f64,
    start: &[f64],
    precisions: &[f64],
    (likelihood, tolerance): (&NegativeBinomial<'_>, f64),
) -> Iterated {
    let (m, p) = (model.samples, model.coefficients);
    let mut coefficients = start.to_vec();
    let mut means = vec![0.0; m];
    let set_means = |coefficients: &[f64], means: &mut [f64]| {
        for (sample, mean) in means.iter_mut().enumerate() {
            let eta: f64 = model.row(sample).iter().zip(coefficients).map(|(x, b)| x * b).sum();
            *mean = (model.size_factors[sample] * eta.exp()).max(LEAST_MEAN);
        }
    };
    set_means(&coefficients, &mut means);
    let mut solver = LeastSquares::new(m + p, p);
    let mut before = 0.0;
    let mut converged = false;
    for round in 0..MOST {
        let (a, b) = solver.buffers();
        for sample in 0..m {
            let mean = means[sample];
            let root = (mean / (1.0 + dispersion * mean)).sqrt();
            for (cell, x) in a[sample * p..(sample + 1) * p].iter_mut().zip(model.row(sample)) {
                *cell = root * x;
            }
            let working = (mean / model.size_factors[sample]).ln() + (counts[sample] - mean) / mean;
            b[sample] = root * working;
        }
        a[m * p..].fill(0.0);
        b[m..].fill(0.0);
        for (i, precision) in precisions.iter().enumerate() {
            a[(m + i) * p + i] = precision.sqrt();
        }
        solver.solve(&mut coefficients);
        if coefficients.iter().any(|c| c.is_nan() || c.abs() > LARGE) {
            break;
        }
        set_means(&coefficients, &mut means);
        let deviance = -2.0 * likelihood.log_likelihood(&means);
        let change = (deviance - before).abs() / (deviance.abs() + 0.1);
        if change.is_nan() {
            break;
        }
        // Ending with the last round counts as not having converged.
        if round > 0 && change < tolerance {
            converged = round + 1 < MOST;
            break;
        }
        before = deviance;
    }
    let weights = weights(&means, dispersion);
    let mut gram = vec![0.0; p * p];
    model.weighted_gram(&weights, &mut gram);
    let leverages = match ridge_inverse(&gram, precisions) {
        Some(inverse) => (0..m)
            .map(|sample| {
                let row = model.row(sample);
                let mut form = 0.0;
                for i in 0..p {
                    for j in 0..p {
                        form += row[i] * inverse[i * p + j] * row[j];
                    }
                }
                weights[sample] * form
            })
            .collect(),
        None => vec![0.0; m],
    };
    let covariance = sandwich(model, &weights, precisions);
    Iterated { coefficients, covariance, leverages, converged }
}
