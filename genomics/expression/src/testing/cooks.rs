use crate::DesignMatrix;
use crate::fit::GeneFit;
use crate::special::f_quantile;
use crate::statistics::{mean, trimmed_mean};

/// Least robust dispersion, so that a group of nearly equal counts makes no outliers.
const LEAST_DISPERSION: f64 = 0.04;

/// Replicates at which a group's variance can be estimated without its extremes.
const ENOUGH: usize = 3;

/// Cook's distances of one gene's counts.
#[derive(Debug, Clone)]
pub(crate) struct CooksDistances {
    pub(crate) of_sample: Vec<f64>,
}

impl CooksDistances {
    /// The greatest among these samples; nothing where none is.
    pub(crate) fn greatest(&self, samples: &[bool]) -> Option<f64> {
        let chosen = self.of_sample.iter().zip(samples).filter(|(_, chosen)| **chosen);
        chosen.map(|(distance, _)| *distance).reduce(f64::max)
    }

    /// The sample of the greatest.
    pub(crate) fn extreme(&self) -> usize {
        let mut best = 0;
        for (sample, distance) in self.of_sample.iter().enumerate() {
            if *distance > self.of_sample[best] {
                best = sample;
            }
        }
        best
    }
}

/// Beyond this a count is an outlier: the 99th percentile of the F distribution with as many degrees of freedom as
/// coefficients and residuals.
pub(crate) fn cutoff(design: &DesignMatrix) -> f64 {
    let coefficients = design.names().len();
    f_quantile(0.99, coefficients, design.samples() - coefficients)
}

/// How much each count moves the fit (Cook, *Technometrics* 19 (1977), 15–18), with a dispersion that outliers do not
/// inflate (Love, Huber and Anders 2014, Methods).
pub(crate) fn cooks_distances(
    design: &DesignMatrix,
    counts: &[f64],
    normalised: &[f64],
    fit: &GeneFit,
) -> CooksDistances {
    let dispersion = robust_dispersion(&design.groups(), normalised);
    let coefficients = design.names().len() as f64;
    let of_sample = counts
        .iter()
        .zip(&fit.means)
        .zip(&fit.leverages)
        .map(|((count, mean), leverage)| {
            let variance = mean + dispersion * mean * mean;
            let residual = (count - mean).powi(2) / variance;
            let distance = residual / coefficients * leverage / (1.0 - leverage).powi(2);
            // A fitted mean of nothing under a count of nothing.
            if distance.is_nan() { 0.0 } else { distance }
        })
        .collect();
    CooksDistances { of_sample }
}

/// By the greatest trimmed variance of a group of three or more, or of all samples where there is no such group.
fn robust_dispersion(groups: &[usize], normalised: &[f64]) -> f64 {
    let last = groups.iter().copied().max().unwrap_or(0);
    let members = |group: usize| -> Vec<f64> {
        groups.iter().zip(normalised).filter(|(g, _)| **g == group).map(|(_, v)| *v).collect()
    };
    let large: Vec<Vec<f64>> =
        (0..=last).map(members).filter(|values| values.len() >= ENOUGH).collect();
    let variance = match large.is_empty() {
        true => trimmed_variance(normalised, 1.0 / 8.0, 1.51),
        false => large
            .iter()
            .map(|values| {
                // Factors that make the trimmed variance of normal values unbiased.
                let (share, factor) = match values.len() {
                    ..=3 => (1.0 / 3.0, 2.04),
                    4..=23 => (1.0 / 4.0, 1.86),
                    _ => (1.0 / 8.0, 1.51),
                };
                trimmed_variance(values, share, factor)
            })
            .fold(f64::NEG_INFINITY, f64::max),
    };
    let centre = mean(normalised);
    ((variance - centre) / (centre * centre)).max(LEAST_DISPERSION)
}

fn trimmed_variance(values: &[f64], share: f64, factor: f64) -> f64 {
    let centre = trimmed_mean(values, share);
    let squares: Vec<f64> = values.iter().map(|value| (value - centre).powi(2)).collect();
    factor * trimmed_mean(&squares, share)
}
