//! L-BFGS (Liu & Nocedal, *On the limited memory BFGS method for large scale optimization*, 1989) with
//! a step that is halved until it descends enough (Armijo, 1966).

use nalgebra::DVector;
use std::collections::VecDeque;

/// Steps and changes of the gradient that are remembered.
const MEMORY: usize = 10;
const MOST_STEPS: usize = 300;
/// Largest component of the gradient at which it ends.
const TOLERANCE: f64 = 1e-7;

/// The smallest point of a smooth convex function that gives its value and gradient.
pub(super) fn minimise(
    start: DVector<f64>,
    function: impl Fn(&DVector<f64>) -> (f64, DVector<f64>),
) -> DVector<f64> {
    let mut point = start;
    let (mut value, mut gradient) = function(&point);
    let mut pairs: VecDeque<(DVector<f64>, DVector<f64>, f64)> = VecDeque::new();
    for _ in 0..MOST_STEPS {
        if gradient.amax() < TOLERANCE {
            break;
        }
        let direction = -direction_of(&gradient, &pairs);
        let slope = gradient.dot(&direction);
        let mut length = if pairs.is_empty() { gradient.norm().max(1.0).recip() } else { 1.0 };
        let next = loop {
            let moved = &point + &direction * length;
            let (there, gradient_there) = function(&moved);
            if there <= value + 1e-4 * length * slope {
                break Some((moved, there, gradient_there));
            }
            length *= 0.5;
            if length < 1e-12 {
                break None;
            }
        };
        // Where rounding hides any descent, the end is reached.
        let Some((moved, there, gradient_there)) = next else { break };
        let (step, change) = (&moved - &point, &gradient_there - &gradient);
        let curvature = step.dot(&change);
        if curvature > 0.0 {
            if pairs.len() == MEMORY {
                pairs.pop_front();
            }
            pairs.push_back((step, change, curvature));
        }
        (point, value, gradient) = (moved, there, gradient_there);
    }
    point
}

/// The inverse of the remembered curvature times the gradient, in two loops.
fn direction_of(
    gradient: &DVector<f64>,
    pairs: &VecDeque<(DVector<f64>, DVector<f64>, f64)>,
) -> DVector<f64> {
    let mut direction = gradient.clone();
    let mut shares = Vec::with_capacity(pairs.len());
    for (step, change, curvature) in pairs.iter().rev() {
        let share = step.dot(&direction) / curvature;
        direction.axpy(-share, change, 1.0);
        shares.push(share);
    }
    if let Some((_, change, curvature)) = pairs.back() {
        direction *= curvature / change.norm_squared();
    }
    for ((step, change, curvature), share) in pairs.iter().zip(shares.into_iter().rev()) {
        let back = change.dot(&direction) / curvature;
        direction.axpy(share - back, step, 1.0);
    }
    direction
}
