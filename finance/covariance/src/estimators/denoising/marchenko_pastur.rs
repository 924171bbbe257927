//! The density of the eigenvalues of pure noise.

use crate::CovarianceError;
use serde::Serialize;

/// How many points of the density are compared.
const POINTS: usize = 1000;
/// How many variances are tried before the best is refined.
const STARTS: usize = 400;
/// Further out, in standard deviations, the kernel is below the rounding of its peak.
const KERNEL_REACH: f64 = 9.0;
/// The least variance tried.
const LEAST_VARIANCE: f64 = 1e-5;
/// The greatest variance tried.
pub(in crate::estimators) const GREATEST_VARIANCE: f64 = 1.0 - 1e-5;

/// The variance of noise whose density of eigenvalues is nearest to the observed one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MarchenkoPasturFit {
    /// The share of the variance that is noise.
    pub variance: f64,
    /// The upper edge of the density: eigenvalues from here on are signal.
    pub edge: f64,
    /// The sum of squared differences of the two densities at 1000 points of the support.
    pub error: f64,
}

/// `σ² (1 + √(N / T))²`, the upper edge of the Marchenko–Pastur density.
///
/// V. A. Marchenko and L. A. Pastur, *Distribution of eigenvalues for some sets of random matrices*,
/// Mathematics of the USSR-Sbornik 1 (1967).
pub(in crate::estimators) fn upper_edge(variance: f64, observations: usize, assets: usize) -> f64 {
    variance * (1.0 + (assets as f64 / observations as f64).sqrt()).powi(2)
}

/// Fits the Marchenko–Pastur density to a Gaussian kernel density of eigenvalues of correlations.
///
/// The sum of squared differences at 1000 points of the support is minimised over the variance, as
/// López de Prado does (*Machine Learning for Asset Managers*, 2020, snippets 2.3 and 2.4). With a
/// narrow kernel that sum has several minima, in one of which a local search started at 0.5 ends; here
/// 400 variances are tried and the best is refined, so that the error is never larger.
///
/// ```
/// let eigenvalues = [2.4, 1.1, 0.9, 0.6];
/// let fit = neuron_covariance::estimators::marchenko_pastur_fit(&eigenvalues, 100, 0.25)?;
/// assert!(fit.variance > 0.0 && fit.variance < 1.0);
/// # Ok::<(), neuron_covariance::CovarianceError>(())
/// ```
///
/// # Errors
///
/// If `bandwidth` is not positive.
pub fn marchenko_pastur_fit(
    eigenvalues: &[f64],
    observations: usize,
    bandwidth: f64,
) -> Result<MarchenkoPasturFit, CovarianceError> {
    if !(bandwidth > 0.0 && bandwidth.is_finite()) {
        return Err(CovarianceError::Parameter {
            name: "bandwidth",
            value: bandwidth,
            expected: "more than 0",
        });
    }
    let ratio = observations as f64 / eigenvalues.len() as f64;
    let mut rising = eigenvalues.to_vec();
    rising.sort_by(f64::total_cmp);
    let error = |variance: f64| density_error(&rising, ratio, bandwidth, variance);
    let step = (GREATEST_VARIANCE - LEAST_VARIANCE) / (STARTS - 1) as f64;
    let at = |k: usize| LEAST_VARIANCE + step * k as f64;
    let mut best = (0, f64::INFINITY);
    for k in 0..STARTS {
        let found = error(at(k));
        if found < best.1 {
            best = (k, found);
        }
    }
    let low = at(best.0.saturating_sub(1));
    let high = at((best.0 + 1).min(STARTS - 1));
    let mut variance = golden_section(low, high, &error);
    if error(variance) > best.1 {
        variance = at(best.0);
    }
    Ok(MarchenkoPasturFit {
        variance,
        edge: upper_edge(variance, observations, eigenvalues.len()),
        error: error(variance),
    })
}

/// The sum over the support of squared differences of the density of eigenvalues, in rising order, and
/// that of noise.
fn density_error(rising: &[f64], ratio: f64, bandwidth: f64, variance: f64) -> f64 {
    let root = (1.0 / ratio).sqrt();
    let (low, high) = (variance * (1.0 - root).powi(2), variance * (1.0 + root).powi(2));
    let scale = 1.0 / (rising.len() as f64 * bandwidth * (2.0 * std::f64::consts::PI).sqrt());
    (0..POINTS)
        .map(|k| {
            let x = low + (high - low) * k as f64 / (POINTS - 1) as f64;
            let noise = if x > 0.0 {
                ratio / (2.0 * std::f64::consts::PI * variance * x)
                    * ((high - x) * (x - low)).max(0.0).sqrt()
            } else {
                0.0
            };
            let from = rising.partition_point(|e| *e < x - KERNEL_REACH * bandwidth);
            let observed: f64 = rising[from..]
                .iter()
                .take_while(|e| **e <= x + KERNEL_REACH * bandwidth)
                .map(|e| (-0.5 * ((x - e) / bandwidth).powi(2)).exp())
                .sum::<f64>()
                * scale;
            (observed - noise).powi(2)
        })
        .sum()
}

/// The minimum of a function with one minimum between `low` and `high`.
fn golden_section(mut low: f64, mut high: f64, function: &impl Fn(f64) -> f64) -> f64 {
    let ratio = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_left, mut at_right) = (function(left), function(right));
    while high - low > 1e-10 {
        if at_left <= at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - ratio * (high - low);
            at_left = function(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + ratio * (high - low);
            at_right = function(right);
        }
    }
    0.5 * (low + high)
}
