/// The variance before the first observation: an exponentially weighted mean of the first 75
/// squared residuals with decay 0.94, as the Python package arch takes it.
pub(crate) fn backcast(residuals: &[f64]) -> f64 {
    let (mut weight, mut weights, mut sum) = (1.0, 0.0, 0.0);
    for e in residuals.iter().take(75) {
        sum += weight * e * e;
        weights += weight;
        weight *= 0.94;
    }
    sum / weights
}
