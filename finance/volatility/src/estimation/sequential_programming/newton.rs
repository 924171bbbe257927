use super::{Constraints, Minimum, Objective, Point, differences, dot, quadratic_program, search};
use nalgebra::DMatrix;

/// Newton steps at the end.
const MOST_POLISHED: usize = 20;
/// What part of the last step's promise a good Newton step leaves at most.
const SLOW: f64 = 0.05;
/// What a Newton step with a new Hessian may leave where it stops helping: at a kink.
const AT_KINK: f64 = 1e-6;

/// Newton steps at the end of the search. The minimum, and the gradient there.
pub(super) fn polish(
    objective: &mut impl Objective,
    (mut x, mut value, mut gradient): Point,
    approximate: DMatrix<f64>,
    constraints: &Constraints,
    (mut iterations, mut converged): (usize, bool),
) -> (Minimum, Vec<f64>) {
    // A thousandth of the width over which the objective changes by about one half.
    let steps: Vec<f64> = (0..x.len())
        .map(|i| 1e-3 / approximate[(i, i)].max(f64::MIN_POSITIVE).sqrt())
        .map(|width| width.min(1e-2))
        .collect();
    let mut hessian = differences(objective, &x, &steps);
    let (mut stale, mut last) = (0.0, f64::INFINITY);
    for _ in 0..MOST_POLISHED {
        let Some((step, _)) = quadratic_program::step(&x, &gradient, &hessian, constraints) else {
            break;
        };
        let gain = -dot(&gradient, &step);
        if gain.abs() < 1e-15 * (1.0 + value.abs()) {
            converged = true;
            break;
        }
        // A Hessian from nearby is as good as a new one as long as steps with it take off most of
        // what is left.
        if gain > SLOW * last {
            if gain < AT_KINK && stale <= last {
                converged = true;
                break;
            }
            hessian = differences(objective, &x, &steps);
            (stale, last) = (0.0, f64::INFINITY);
            continue;
        }
        let Some((next, next_value, next_gradient)) = search(objective, &x, value, &step, -gain)
        else {
            break;
        };
        iterations += 1;
        (x, value, gradient) = (next, next_value, next_gradient);
        (stale, last) = (stale + gain, gain);
    }
    // What is reported of the curvature is that of the end.
    if stale > 1e-7 {
        hessian = differences(objective, &x, &steps);
    }
    (Minimum { x, value, iterations, converged, hessian }, gradient)
}
