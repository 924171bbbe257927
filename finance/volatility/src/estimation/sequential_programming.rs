use super::constraints::Constraints;
use super::quadratic_program;
use nalgebra::{DMatrix, DVector};

/// A function to minimise: value, and gradient into the slice.
pub(super) trait Objective {
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64;
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

/// Minimises under linear constraints: sequential quadratic programming with damped BFGS updates
/// (Powell, 1978; Nocedal and Wright, 2006, procedure 18.2) from a Hessian of differences made
/// convex, then Newton steps until they no longer help. `start` keeps the constraints, as every
/// later point does, for they are linear and no step is longer than 1. `scale` is the order of
/// magnitude of each parameter.
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
    let first_hessian = convex(differences(objective, &x, &steps), scale);
    let mut hessian = first_hessian.clone();
    let mut iterations = 0;
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
    polish(objective, x, value, gradient, hessian, constraints, (iterations, converged))
}

/// Newton steps at the end of the search.
fn polish(
    objective: &mut impl Objective,
    mut x: Vec<f64>,
    mut value: f64,
    mut gradient: Vec<f64>,
    approximate: DMatrix<f64>,
    constraints: &Constraints,
    (mut iterations, mut converged): (usize, bool),
) -> Minimum {
    // A thousandth of the width over which the objective changes by about one half.
    let steps: Vec<f64> = (0..x.len())
        .map(|i| 1e-3 / approximate[(i, i)].max(f64::MIN_POSITIVE).sqrt())
        .map(|width| width.min(1e-2))
        .collect();
    let mut hessian = differences(objective, &x, &steps);
    for _ in 0..5 {
        let Some((step, _)) = quadratic_program::step(&x, &gradient, &hessian, constraints) else {
            break;
        };
        let gain = -dot(&gradient, &step);
        if gain.abs() < 1e-15 * (1.0 + value.abs()) {
            converged = true;
            break;
        }
        let Some((next, next_value, next_gradient)) = search(objective, &x, value, &step, -gain)
        else {
            break;
        };
        iterations += 1;
        (x, value, gradient) = (next, next_value, next_gradient);
        // Newton converges quadratically: after a step this small the Hessian is as good as new.
        if gain > 1e-7 {
            hessian = differences(objective, &x, &steps);
        }
    }
    Minimum { x, value, iterations, converged, hessian }
}

type Point = (Vec<f64>, f64, Vec<f64>);

/// Halves the step (or better, by interpolation) until the objective falls enough (Armijo).
fn search(
    objective: &mut impl Objective,
    x: &[f64],
    value: f64,
    step: &[f64],
    slope: f64,
) -> Option<Point> {
    let mut gradient = vec![0.0; x.len()];
    let mut length = 1.0;
    for _ in 0..40 {
        let next: Vec<f64> = x.iter().zip(step).map(|(x, step)| x + length * step).collect();
        let found = objective.gradient(&next, &mut gradient);
        let finite = found.is_finite() && gradient.iter().all(|g| g.is_finite());
        // Rounding of a sum of thousands of terms must not stop a search at its end.
        if finite && found <= value + 1e-4 * length * slope + 1e-14 * value.abs() {
            return Some((next, found, gradient));
        }
        let parabola = if finite {
            -0.5 * slope * length * length / (found - value - slope * length)
        } else {
            0.0
        };
        length = parabola.clamp(0.1 * length, 0.5 * length);
        if finite && -slope * length < 1e-14 * value.abs() {
            break;
        }
    }
    None
}

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

/// The Hessian by central differences of the gradient.
fn differences(objective: &mut impl Objective, x: &[f64], steps: &[f64]) -> DMatrix<f64> {
    let n = x.len();
    let mut hessian = DMatrix::zeros(n, n);
    let (mut above, mut below) = (vec![0.0; n], vec![0.0; n]);
    let mut moved = x.to_vec();
    for (i, step) in steps.iter().enumerate() {
        // A power of two makes the step exact.
        let step = 2.0_f64.powi(step.log2().round() as i32);
        moved[i] = x[i] + step;
        objective.gradient(&moved, &mut above);
        moved[i] = x[i] - step;
        objective.gradient(&moved, &mut below);
        moved[i] = x[i];
        for j in 0..n {
            hessian[(i, j)] = (above[j] - below[j]) / (2.0 * step);
        }
    }
    (&hessian + hessian.transpose()) * 0.5
}

/// The nearest useful convex matrix: in units of `scale`, the sizes of the eigenvalues, none below
/// a millionth of the largest.
fn convex(hessian: DMatrix<f64>, scale: &[f64]) -> DMatrix<f64> {
    let n = scale.len();
    let scaled = DMatrix::from_fn(n, n, |i, j| hessian[(i, j)] * scale[i] * scale[j]);
    if scaled.iter().any(|value| !value.is_finite()) {
        return DMatrix::from_fn(n, n, |i, j| if i == j { scale[i].powi(-2) } else { 0.0 });
    }
    let mut eigen = scaled.symmetric_eigen();
    let least = (eigen.eigenvalues.amax() * 1e-6).max(1e-12);
    eigen.eigenvalues.apply(|value| *value = value.abs().max(least));
    let back = eigen.recompose();
    DMatrix::from_fn(n, n, |i, j| 0.5 * (back[(i, j)] + back[(j, i)]) / (scale[i] * scale[j]))
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
