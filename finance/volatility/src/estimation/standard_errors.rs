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
    buffers: &mut Workspace,
) -> Option<DMatrix<f64>> {
    let inverse = hessian.clone().try_inverse()?;
    if !robust {
        return Some(inverse);
    }
    let steps: Vec<f64> = (0..parameters.len())
        .map(|i| 1e-3 / hessian[(i, i)].abs().max(f64::MIN_POSITIVE).sqrt())
        .map(|width| width.min(1e-2))
        .collect();
    let scores = scores(likelihood, parameters, &steps, buffers);
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
    buffers: &mut Workspace,
) -> DMatrix<f64> {
    let n = likelihood.observations();
    let mut scores = DMatrix::zeros(n, parameters.len());
    let (mut above, mut below) = (vec![0.0; n], vec![0.0; n]);
    let mut moved = parameters.to_vec();
    for (i, step) in steps.iter().enumerate() {
        moved[i] = parameters[i] + step;
        likelihood.contributions(&moved, buffers, &mut above);
        moved[i] = parameters[i] - step;
        likelihood.contributions(&moved, buffers, &mut below);
        moved[i] = parameters[i];
        for t in 0..n {
            scores[(t, i)] = (above[t] - below[t]) / (2.0 * step);
        }
    }
    scores
}
