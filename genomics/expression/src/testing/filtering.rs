use super::benjamini_hochberg;
use crate::statistics::{lowess, quantile};
use serde::Serialize;

/// Thresholds that are tried.
const THRESHOLDS: usize = 50;

/// How genes of low mean were left out of the adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IndependentFiltering {
    /// Genes with a lower mean of normalised counts have no adjusted p-value.
    pub threshold: f64,
    /// Share of the genes below it.
    pub quantile: f64,
}

/// Adjusts p-values over the genes above a threshold of the mean: the first of fifty quantiles whose number of genes
/// below `alpha` comes within the scatter of the greatest smoothed number (Bourgon, Gentleman and Huber, *PNAS* 107
/// (2010), 9546–9551; Love, Huber and Anders 2014).
pub(crate) fn filter_and_adjust(
    means: &[f64],
    p_values: &[Option<f64>],
    alpha: f64,
) -> (Vec<Option<f64>>, Option<IndependentFiltering>) {
    if means.is_empty() {
        return (Vec::new(), None);
    }
    let mut sorted = means.to_vec();
    sorted.sort_by(f64::total_cmp);
    let low = means.iter().filter(|mean| **mean == 0.0).count() as f64 / means.len() as f64;
    let high = if low < 0.95 { 0.95 } else { 1.0 };
    let shares: Vec<f64> =
        (0..THRESHOLDS).map(|i| low + (high - low) * i as f64 / (THRESHOLDS - 1) as f64).collect();
    let cutoffs: Vec<f64> = shares.iter().map(|share| quantile(&sorted, *share)).collect();
    let adjusted: Vec<Vec<Option<f64>>> = cutoffs
        .iter()
        .map(|cutoff| {
            let kept: Vec<Option<f64>> =
                means.iter().zip(p_values).map(|(mean, p)| p.filter(|_| mean >= cutoff)).collect();
            benjamini_hochberg(&kept)
        })
        .collect();
    let rejected: Vec<f64> = adjusted
        .iter()
        .map(|values| values.iter().flatten().filter(|value| **value < alpha).count() as f64)
        .collect();
    let best = if rejected.iter().all(|number| *number <= 10.0) {
        0
    } else {
        let smooth = lowess(&shares, &rejected, 0.2);
        let residuals: Vec<f64> = rejected
            .iter()
            .zip(&smooth)
            .filter(|(number, _)| **number > 0.0)
            .map(|(number, fitted)| (number - fitted).powi(2))
            .collect();
        let scatter = crate::statistics::mean(&residuals).sqrt();
        let least = smooth.iter().copied().fold(f64::NEG_INFINITY, f64::max) - scatter;
        rejected.iter().position(|number| *number > least).unwrap_or(0)
    };
    let filtering = IndependentFiltering { threshold: cutoffs[best], quantile: shares[best] };
    (adjusted.into_iter().nth(best).unwrap_or_default(), Some(filtering))
}
