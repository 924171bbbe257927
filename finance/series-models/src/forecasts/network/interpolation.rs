/// Weights by which `knots` values become `steps`, on straight lines between the middles of as many equal stretches
/// (as PyTorch's linear `interpolate` without aligned corners): row `k` says how much knot `k` is in each step.
///
/// # Shapes
/// `[knots, steps]`, row after row
///
/// ```
/// use neuron_series_models::forecasts::interpolation;
/// // By hand, from the middles at 1/4 and 3/4: 0, .25, .75, 1
/// assert_eq!(interpolation(2, 4)[4..], [0.0, 0.25, 0.75, 1.0]);
/// ```
#[must_use]
pub fn interpolation(knots: usize, steps: usize) -> Vec<f64> {
    let mut weights = vec![0.0; knots * steps];
    let last = knots.saturating_sub(1);
    for step in 0..steps {
        let place = (step as f64 + 0.5) * knots as f64 / steps as f64 - 0.5;
        let place = place.clamp(0.0, last as f64);
        let below = (place.floor() as usize).min(last);
        let share = place - below as f64;
        weights[below * steps + step] += 1.0 - share;
        if share > 0.0 {
            weights[(below + 1).min(last) * steps + step] += share;
        }
    }
    weights
}
