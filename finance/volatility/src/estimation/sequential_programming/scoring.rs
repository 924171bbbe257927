use super::{Constraints, Objective, Point, convex, dot, quadratic_program, search};
use nalgebra::DMatrix;

/// Steps with the expected Hessian before another way is tried.
const MOST_SCORED: usize = 20;
/// What such a step may promise to gain when Newton steps take over.
const NEARLY: f64 = 0.1;

/// Where steps with the expected Hessian ended.
pub(super) struct Scored {
    pub(super) point: Point,
    pub(super) iterations: usize,
    /// The expected Hessian where a further step promises next to nothing; none elsewhere.
    pub(super) hessian_at_end: Option<DMatrix<f64>>,
}

/// Fisher's scoring: steps with the Hessian that is expected at each point. Near a maximum of a
/// model that describes the data each takes off most of what is left; where it does not, the search
/// goes on by another way from the best point.
pub(super) fn score(
    objective: &mut impl Objective,
    mut point: Point,
    scale: &[f64],
    constraints: &Constraints,
) -> Scored {
    let mut iterations = 0;
    while iterations < MOST_SCORED {
        let Some(hessian) = objective.expected_hessian(&point.0) else { break };
        let hessian = convex(hessian, scale);
        let (x, value, gradient) = &point;
        let Some((step, _)) = quadratic_program::step(x, gradient, &hessian, constraints) else {
            break;
        };
        let gain = -dot(gradient, &step);
        if gain < NEARLY {
            return Scored { point, iterations, hessian_at_end: Some(hessian) };
        }
        let Some(next) = search(objective, x, *value, &step, -gain) else { break };
        point = next;
        iterations += 1;
    }
    Scored { point, iterations, hessian_at_end: None }
}
