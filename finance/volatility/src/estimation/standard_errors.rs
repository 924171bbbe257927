use super::{Likelihood, Workspace};
use nalgebra::DMatrix;

/// Covariance of the estimates, `[k, k]`: the inverse Hessian of the negative log-likelihood, or
/// the sandwich with the scores between two of them (Bollerslev and Wooldridge, 1992), which stays
/// right when the innovations are not of the assumed law. `None` if the Hessian is singular.
pub(super) fn covariance(
    likelihood: &Likelihood,
    parameters: &[f64],
    hessian: &DMatrix<f64>,
    robust: bool,
    lanes: &mut [Workspace],
) -> Option<DMatrix<f64>> {
    let inverse = hessian.clone().try_inverse()?;
    if !robust {
        return Some(inverse);
    }
    let steps: Vec<f64> = (0..parameters.len())
        .map(|i| 1e-3 / hessian[(i, i)].abs().max(f64::MIN_POSITIVE).sqrt())
        .map(|width| width.min(1e-2))
        .collect();
    let scores = likelihood
        .exact_scores(parameters, &mut lanes[0])
        .unwrap_or_else(|| scores(likelihood, parameters, &steps, lanes));
    let n = likelihood.observations() as f64;
    let mut centred = scores;
    for mut column in centred.column_iter_mut() {
        let mean = column.mean();
        column.add_scalar_mut(-mean);
    }
    let middle = centred.tr_mul(&centred) * (n / (n - 1.0));
    Some(&inverse * middle * &inverse)
}

/// Derivatives of each observation's log-likelihood, `[n, k]`, by central differences.
pub(super) fn scores(
    likelihood: &Likelihood,
    parameters: &[f64],
    steps: &[f64],
    lanes: &mut [Workspace],
) -> DMatrix<f64> {
    let n = likelihood.observations();
    let mut points = Vec::with_capacity(2 * steps.len());
    for (i, step) in steps.iter().enumerate() {
        for side in [*step, -step] {
            let mut moved = parameters.to_vec();
            moved[i] += side;
            points.push(moved);
        }
    }
    let mut scores = DMatrix::zeros(n, parameters.len());
    let mut each = vec![0.0; n];
    for (chunk, points) in points.chunks(lanes.len()).enumerate() {
        let first = chunk * lanes.len();
        likelihood.filter_all(points, &mut lanes[..points.len()]);
        for ((point, buffers), place) in points.iter().zip(&*lanes).zip(first..) {
            let weight = if place % 2 == 0 { 0.5 } else { -0.5 } / steps[place / 2];
            likelihood.law(point).contributions(&buffers.e, &buffers.v, &mut each);
            for (score, value) in scores.column_mut(place / 2).iter_mut().zip(&each) {
                *score += weight * value;
            }
        }
    }
    scores
}
