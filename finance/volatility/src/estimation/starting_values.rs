use super::{Likelihood, Workspace};
use crate::innovation::starting_shape;
use crate::{InnovationLaw, Variance};

/// A start only has to be near: that many observations rank the grid.
const RANKED_ON: usize = 1000;

/// Starting points, best first: the grids of the Python package arch, ordered by their normal
/// likelihood on the first observations with the least-squares mean, each completed by that mean and
/// a shape from the kurtosis.
pub(crate) fn starting_points(
    likelihood: &Likelihood,
    lanes: &mut [Workspace],
    count: usize,
) -> Vec<Vec<f64>> {
    for buffers in &mut *lanes {
        buffers.e.copy_from_slice(&likelihood.start_residuals);
    }
    let second = likelihood.start_residuals.iter().map(|e| e * e).sum::<f64>()
        / likelihood.observations() as f64;
    let first = likelihood.observations().min(RANKED_ON);
    let mut ranked = Vec::new();
    for points in candidates(&likelihood.specification.variance, second).chunks(lanes.len()) {
        let parameters: Vec<&[f64]> = points.iter().map(Vec::as_slice).collect();
        likelihood.recursions(&parameters, first, &mut lanes[..points.len()]);
        for (variance, buffers) in points.iter().zip(&*lanes) {
            let (e, v) = (&buffers.e[..first], &buffers.v[..first]);
            ranked.push((InnovationLaw::Normal.log_likelihood(e, v), variance.clone()));
        }
    }
    // A stable sort: of equal likelihoods the earlier candidate stays first.
    ranked.sort_by(|left, right| right.0.total_cmp(&left.0));
    let buffers = &mut lanes[0];
    let mut points: Vec<Vec<f64>> = Vec::new();
    for (_, variance) in ranked.into_iter().take(count) {
        likelihood.variances(&variance, &likelihood.bounds, buffers);
        let z: Vec<f64> = buffers.e.iter().zip(&buffers.v).map(|(e, v)| e / v.sqrt()).collect();
        let shape = starting_shape(likelihood.specification.innovation, &z);
        points.push([&likelihood.mean_start[..], &variance, &shape].concat());
    }
    points
}

fn candidates(variance: &Variance, second: f64) -> Vec<Vec<f64>> {
    let (p, o, q) = variance.orders();
    // Values of a group of lags, the same for each of them.
    let spread = |total: f64, lags: usize| vec![total / lags.max(1) as f64; lags];
    let mut points = Vec::new();
    match variance {
        Variance::Constant => points.push(vec![second]),
        Variance::Ewma { .. } => points.push(Vec::new()),
        Variance::Garch { .. } => {
            let gammas: &[f64] = if o > 0 { &[0.01, 0.05, 0.1, 0.2] } else { &[0.0] };
            for alpha in [0.01, 0.05, 0.1, 0.2] {
                for gamma in gammas {
                    for persistence in [0.5, 0.7, 0.9, 0.98] {
                        let alphas = if p > 0 { alpha } else { 0.0 };
                        let beta = persistence - alphas - gamma / 2.0;
                        let mut point = vec![(1.0 - persistence) * second];
                        point.extend(spread(alpha, p));
                        point.extend(spread(*gamma, o));
                        point.extend(spread(beta, q));
                        points.push(point);
                    }
                }
            }
        }
        Variance::Egarch { .. } => {
            let gammas: &[f64] = if o > 0 { &[-0.1, 0.0, 0.1] } else { &[0.0] };
            for alpha in [0.01, 0.05, 0.1, 0.2] {
                for gamma in gammas {
                    for beta in [0.5, 0.7, 0.9, 0.98] {
                        let mut point = vec![(1.0 - beta) * second.ln()];
                        point.extend(spread(alpha, p));
                        point.extend(spread(*gamma, o));
                        point.extend(spread(beta, q));
                        points.push(point);
                    }
                }
            }
        }
    }
    points
}
