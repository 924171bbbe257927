//! Limited-memory BFGS (Nocedal and Wright, *Numerical Optimization*, 2006, algorithms 7.4 and 7.5) with a line search
//! by bisection to the weak Wolfe conditions, which for a smooth convex function always ends.

use std::collections::VecDeque;

/// Pairs of steps that are remembered.
const MEMORY: usize = 10;

/// The least decrease that is enough, and the share of the slope that may be left.
const DECREASE: f64 = 1e-4;
const CURVATURE: f64 = 0.9;

/// Minimises `function`, which writes its gradient; gives where it ended, and whether no element of the gradient is
/// larger than `tolerance` there.
pub(super) fn minimise(
    function: impl Fn(&[f64], &mut [f64]) -> f64,
    mut place: Vec<f64>,
    tolerance: f64,
    iterations: usize,
) -> (Vec<f64>, bool) {
    let mut gradient = vec![0.0; place.len()];
    let mut value = function(&place, &mut gradient);
    let mut memory: VecDeque<(Vec<f64>, Vec<f64>, f64)> = VecDeque::with_capacity(MEMORY);
    for iteration in 0..iterations {
        if largest(&gradient) <= tolerance {
            return (place, true);
        }
        let mut direction = direction(&gradient, &memory);
        let mut slope = dot(&gradient, &direction);
        if slope >= 0.0 {
            direction = gradient.iter().map(|value| -value).collect();
            slope = -dot(&gradient, &gradient);
            memory.clear();
        }
        let first = if iteration == 0 { (1.0 / largest(&gradient)).min(1.0) } else { 1.0 };
        let (mut step, mut least, mut most) = (first, 0.0, f64::INFINITY);
        let mut next = place.clone();
        let mut next_gradient = vec![0.0; place.len()];
        let mut next_value = value;
        for _ in 0..60 {
            next.iter_mut().zip(&place).zip(&direction).for_each(|((n, p), d)| *n = p + step * d);
            next_value = function(&next, &mut next_gradient);
            if next_value > value + DECREASE * step * slope || !next_value.is_finite() {
                most = step;
            } else if dot(&next_gradient, &direction) < CURVATURE * slope {
                least = step;
            } else {
                break;
            }
            step = if most.is_finite() { (least + most) / 2.0 } else { 2.0 * least };
        }
        if next_value >= value {
            // Rounding leaves nothing to gain.
            return (place, largest(&gradient) <= tolerance);
        }
        let moved: Vec<f64> = next.iter().zip(&place).map(|(n, p)| n - p).collect();
        let turned: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(n, g)| n - g).collect();
        let product = dot(&moved, &turned);
        if product > 1e-300 {
            if memory.len() == MEMORY {
                memory.pop_front();
            }
            memory.push_back((moved, turned, 1.0 / product));
        }
        (place, gradient, value) = (next, next_gradient, next_value);
    }
    let converged = largest(&gradient) <= tolerance;
    (place, converged)
}

/// The two loops over what is remembered.
fn direction(gradient: &[f64], memory: &VecDeque<(Vec<f64>, Vec<f64>, f64)>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|value| -value).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for (moved, turned, inverse) in memory.iter().rev() {
        let share = inverse * dot(moved, &direction);
        direction.iter_mut().zip(turned).for_each(|(d, t)| *d -= share * t);
        shares.push(share);
    }
    if let Some((_, turned, inverse)) = memory.back() {
        let scale = 1.0 / (inverse * dot(turned, turned));
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for ((moved, turned, inverse), share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = inverse * dot(turned, &direction);
        direction.iter_mut().zip(moved).for_each(|(d, m)| *d += (share - back) * m);
    }
    direction
}

fn dot(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, value| most.max(value.abs()))
}
