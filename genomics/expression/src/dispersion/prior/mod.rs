//! How much true dispersions scatter about their trend.

mod divergence;
mod histograms;

use crate::special::trigamma;

/// Least variance of the prior, so that genes are never drawn onto the trend altogether.
const LEAST: f64 = 0.25;

/// The variance of the prior of log dispersions: the variance of the residuals about the trend, less what estimating
/// with so many degrees of freedom adds to it, ψ′(degrees / 2) (Love, Huber and Anders 2014, Methods). With three
/// degrees of freedom or fewer it is found by comparing histograms.
pub(super) fn prior_variance(residuals: &[f64], degrees: usize, robust_variance: f64) -> f64 {
    let variance = match degrees {
        1..=3 => divergence::least_divergence(residuals, degrees),
        _ => robust_variance - trigamma(degrees as f64 / 2.0),
    };
    variance.max(LEAST)
}
