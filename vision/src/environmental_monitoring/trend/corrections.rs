//! What is done where values depend on the ones before: to the values, or to the variance.

use super::super::MonitoringError;
use super::autocorrelation::autocorrelation;
use statrs::distribution::{ContinuousCDF, Normal};

/// Level at which an autocorrelation counts (Hamed & Rao, 1998).
const SIGNIFICANT: f64 = 0.05;

/// The number of lags to look at.
pub(super) fn most(lags: Option<usize>, count: usize) -> Result<usize, MonitoringError> {
    match lags {
        None => Ok(count - 1),
        Some(lags) if (1..count).contains(&lags) => Ok(lags),
        Some(lags) => Err(MonitoringError::Setting {
            name: "lags",
            expected: "at least 1 and fewer than the values",
            found: lags.to_string(),
        }),
    }
}

/// Values less a trend.
pub(super) fn detrended(values: &[f64], slope: f64, times: impl Iterator<Item = f64>) -> Vec<f64> {
    values.iter().zip(times).map(|(value, time)| value - time * slope).collect()
}

/// Each value less its first autocorrelation times the one before.
pub(super) fn whitened(values: &[f64]) -> Vec<f64> {
    let first = autocorrelation(values, 1)[1];
    values.windows(2).map(|pair| pair[1] - pair[0] * first).collect()
}

/// By how much the variance grows (Hamed & Rao, 1998, equation 15), of the autocorrelation of ranks.
pub(super) fn hamed_rao(found: &[f64], count: usize) -> f64 {
    let n = count as f64;
    let normal = Normal::standard();
    let bound = normal.inverse_cdf(1.0 - SIGNIFICANT / 2.0) / n.sqrt();
    let term = |(lag, &value): (usize, &f64)| {
        let rest = n - lag as f64;
        if value.abs() <= bound { 0.0 } else { rest * (rest - 1.0) * (rest - 2.0) * value }
    };
    let sum: f64 = found.iter().enumerate().skip(1).map(term).sum();
    1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum
}

/// By how much the variance grows (Yue & Wang, 2004), of the autocorrelation of values.
pub(super) fn yue_wang(found: &[f64], count: usize) -> f64 {
    let share = |(lag, value): (usize, &f64)| (1.0 - lag as f64 / count as f64) * value;
    1.0 + 2.0 * found.iter().enumerate().skip(1).map(share).sum::<f64>()
}
