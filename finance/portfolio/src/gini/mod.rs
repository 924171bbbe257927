//! Gini's mean difference: the mean distance between the returns of two different scenarios.
mod differences;
mod distinct;
mod minimise;
mod pairs;

pub(crate) use minimise::solve;

/// The mean distance between two of the values, each pair taken once: by their order, in `O(T log T)`.
/// At least two values.
pub(crate) fn mean_difference(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    // How many lie below, less how many above; centred, so that large values leave no rounding.
    let middle = sorted[sorted.len() / 2];
    let rank = |(i, value): (usize, &f64)| (2.0 * i as f64 + 1.0 - count) * (value - middle);
    let sum: f64 = sorted.iter().enumerate().map(rank).sum();
    2.0 * sum / (count * (count - 1.0))
}
