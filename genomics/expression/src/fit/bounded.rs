use super::gene::{LARGE, means};
use super::likelihood::NegativeBinomial;
use super::model::Model;
use crate::linear::Cholesky;

/// Most steps of the search.
const MOST: usize = 200;

/// The coefficients of greatest posterior density within ±30 (log2), for genes whose reweighted least squares do not
/// converge: Newton steps on the coefficients that are not held by a bound, damped until the density increases.
/// Also says whether the search has ended.
pub(super) fn maximise(
    model: &Model<'_>,
    counts: &[f64],
    dispersion: f64,
    start: &[f64],
    precisions: &[f64],
) -> (Vec<f64>, bool) {
    let p = model.coefficients;
    let bound = LARGE * std::f64::consts::LN_2;
    let likelihood = NegativeBinomial::new(counts, dispersion);
    let objective = |at: &[f64]| {
        let prior: f64 = at.iter().zip(precisions).map(|(b, l)| 0.5 * l * b * b).sum();
        let value = likelihood.log_likelihood(&means(model, at)) - prior;
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    };
    let mut at: Vec<f64> = start.iter().map(|b| b.clamp(-bound, bound)).collect();
    let mut value = objective(&at);
    let mut damping = 1e-3;
    let mut gram = vec![0.0; p * p];
    for _ in 0..MOST {
        let means = means(model, &at);
        let score =
            |sample: usize| (counts[sample] - means[sample]) / (1.0 + dispersion * means[sample]);
        // Expected information: positive definite everywhere, and zero with the means.
        let weights: Vec<f64> = means.iter().map(|mu| mu / (1.0 + dispersion * mu)).collect();
        model.weighted_gram(&weights, &mut gram);
        let mut gradient: Vec<f64> = (0..p).map(|i| -precisions[i] * at[i]).collect();
        for sample in 0..model.samples {
            let score = score(sample);
            for (slope, x) in gradient.iter_mut().zip(model.row(sample)) {
                *slope += score * x;
            }
        }
        let held: Vec<bool> = at
            .iter()
            .zip(&gradient)
            .map(|(b, slope)| b.abs() >= bound && slope * b > 0.0)
            .collect();
        let mut matrix = gram.clone();
        for i in 0..p {
            matrix[i * p + i] += precisions[i];
            let diagonal = matrix[i * p + i];
            matrix[i * p + i] += damping * diagonal.max(1e-9);
            if held[i] {
                for j in 0..p {
                    matrix[i * p + j] = 0.0;
                    matrix[j * p + i] = 0.0;
                }
                matrix[i * p + i] = 1.0;
                gradient[i] = 0.0;
            }
        }
        let Some(factor) = Cholesky::new(&matrix, p) else { return (at, false) };
        let step = factor.solve(&gradient);
        let next: Vec<f64> = at
            .iter()
            .zip(&step)
            .map(|(b, s)| (b + s.clamp(-5.0, 5.0)).clamp(-bound, bound))
            .collect();
        let there = objective(&next);
        if there >= value {
            let gained = there - value;
            at = next;
            value = there;
            damping = (damping * 0.2).max(1e-12);
            if gained <= 1e-12 * (1.0 + value.abs()) {
                return (at, true);
            }
        } else {
            damping *= 8.0;
            if damping > 1e12 {
                return (at, true);
            }
        }
    }
    (at, false)
}
