/// Range in which an optimised weight is searched for, as usual for intermittent demand (Syntetos
/// and Boylan, *The accuracy of intermittent demand estimates*, 2005).
const BOUNDS: (f64, f64) = (0.1, 0.3);

/// Simple exponential smoothing from the first value on: one-step forecasts, `[values]`, the first
/// being the first value itself, and the forecast of the next value.
pub(super) fn smooth(values: &[f64], alpha: f64) -> (Vec<f64>, f64) {
    let mut level = values.first().copied().unwrap_or(0.0);
    let mut fitted = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        fitted.push(level);
        if at > 0 {
            level += alpha * (value - level);
        }
    }
    (fitted, level)
}

/// The weight with the least squared one-step errors, by golden section.
pub(super) fn best_weight(values: &[f64]) -> f64 {
    let squares = |alpha: f64| -> f64 {
        let (fitted, _) = smooth(values, alpha);
        fitted.iter().zip(values).map(|(f, v)| (v - f).powi(2)).sum()
    };
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = BOUNDS;
    while high - low > 1e-8 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if squares(left) < squares(right) {
            high = right;
        } else {
            low = left;
        }
    }
    0.5 * (low + high)
}
