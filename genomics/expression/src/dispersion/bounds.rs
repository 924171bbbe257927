/// Least dispersion.
pub(crate) const LEAST: f64 = 1e-8;

/// Greatest dispersion: 10, or the number of samples if that is greater.
pub(crate) fn greatest(samples: usize) -> f64 {
    10f64.max(samples as f64)
}
