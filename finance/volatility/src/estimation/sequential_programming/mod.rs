//! The search for a minimum under linear constraints.

mod hessian;
mod line_search;
mod newton;
mod scoring;

use super::constraints::Constraints;
use super::quadratic_program;
use hessian::{convex, differences};
use line_search::search;
use nalgebra::{DMatrix, DVector};
use newton::polish;
use scoring::score;

/// A function to minimise: value, and gradient into the slice.
pub(super) trait Objective {
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64;

    /// The gradients at several points.
    fn gradients(&mut self, points: &[Vec<f64>]) -> Vec<Vec<f64>>;

    /// A positive semi-definite matrix near the Hessian at `x`, the point of the last call of
    /// [`Objective::gradient`], if there is one that is cheap.
    fn expected_hessian(&mut self, x: &[f64]) -> Option<DMatrix<f64>>;
}

/// Where a search ended.
#[derive(Clone, Debug)]
pub(super) struct Minimum {
    pub(super) x: Vec<f64>,
    pub(super) value: f64,
    pub(super) iterations: usize,
    pub(super) converged: bool,
    /// The Hessian at the end, by differences of the exact gradient.
    pub(super) hessian: DMatrix<f64>,
}

const MOST_ITERATIONS: usize = 150;
/// What a further step may promise to gain when the search stops, in units of the objective.
const TOLERANCE: f64 = 1e-9;

/// What a step may promise in vain at a minimum: the likelihood of EGARCH has a kink wherever a
/// residual is 0, and can have its maximum on one.
const KINK: f64 = 1e-3;

/// Minimises under linear constraints: by Fisher's scoring where the objective has an expected
/// Hessian; else, and where that does not get to the end, by sequential quadratic programming with
/// damped BFGS updates (Powell, 1978; Nocedal and Wright, 2006, procedure 18.2) from a Hessian of
/// differences made convex; then by Newton steps until they no longer help. `start` keeps the
/// constraints, as every later point does, for they are linear and no step is longer than 1. `scale`
/// is the order of magnitude of each parameter.
pub(super) fn minimise(
    objective: &mut impl Objective,
    start: Vec<f64>,
    scale: &[f64],
    constraints: &Constraints,
) -> Minimum {
    let n = start.len();
    let mut x = start;
    let mut gradient = vec![0.0; n];
    let mut value = objective.gradient(&x, &mut gradient);
    let steps: Vec<f64> = scale.iter().map(|scale| 1e-4 * scale).collect();
    let scored = score(objective, (x, value, gradient), scale, constraints);
    let mut iterations = scored.iterations;
    (x, value, gradient) = scored.point;
    if let Some(hessian) = scored.hessian_at_end {
        let before = (iterations, false);
        let end = polish(objective, (x, value, gradient), hessian, constraints, before);
        if end.0.converged {
            return end.0;
        }
        iterations = end.0.iterations;
        (x, value, gradient) = (end.0.x, end.0.value, end.1);
    }
    let first_hessian = convex(differences(objective, &x, &steps), scale);
    let mut hessian = first_hessian.clone();
    let mut converged = false;
    let mut restarted = false;
    while iterations < MOST_ITERATIONS {
        let Some((step, _)) = quadratic_program::step(&x, &gradient, &hessian, constraints) else {
            if restarted {
                break;
            }
            (hessian, restarted) = (first_hessian.clone(), true);
            continue;
        };
        let gain = -dot(&gradient, &step);
        if gain < TOLERANCE {
            converged = true;
            break;
        }
        iterations += 1;
        let Some((next, next_value, next_gradient)) = search(objective, &x, value, &step, -gain)
        else {
            // The model of the curvature misled; forget it once, then give up.
            if restarted {
                converged = gain < KINK;
                break;
            }
            (hessian, restarted) = (first_hessian.clone(), true);
            continue;
        };
        restarted = false;
        update(&mut hessian, &x, &next, &gradient, &next_gradient);
        (x, value, gradient) = (next, next_value, next_gradient);
    }
    let before = (iterations, converged);
    polish(objective, (x, value, gradient), hessian, constraints, before).0
}

/// A point, the value there and the gradient there.
type Point = (Vec<f64>, f64, Vec<f64>);

/// The damped BFGS update, which keeps the matrix positive definite.
fn update(hessian: &mut DMatrix<f64>, x: &[f64], next: &[f64], before: &[f64], after: &[f64]) {
    let s = DVector::from_fn(x.len(), |i, _| next[i] - x[i]);
    let y = DVector::from_fn(x.len(), |i, _| after[i] - before[i]);
    let hs = &*hessian * &s;
    let curvature = s.dot(&hs);
    let found = s.dot(&y);
    if curvature <= 0.0 {
        return;
    }
    let damping =
        if found >= 0.2 * curvature { 1.0 } else { 0.8 * curvature / (curvature - found) };
    let r = y * damping + &hs * (1.0 - damping);
    let along = s.dot(&r);
    *hessian += &r * r.transpose() / along - &hs * hs.transpose() / curvature;
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
