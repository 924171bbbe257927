//! Order statistics and smoothers as R defines them.

mod lowess;
mod quantile;
mod trimmed;

pub(crate) use lowess::lowess;
pub(crate) use quantile::{median, median_absolute_deviation, quantile, weighted_upper_quantile};
pub(crate) use trimmed::trimmed_mean;

/// The mean; zero of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// The sample variance, over n − 1; zero of fewer than two.
pub(crate) fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let centre = mean(values);
    values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / (values.len() - 1) as f64
}
