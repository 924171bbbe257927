use super::{Objective, Point};

/// Halves the step (or better, by interpolation) until the objective falls enough (Armijo).
pub(super) fn search(
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
