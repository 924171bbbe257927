/// Whether the autocorrelation at the season is significant at 90 %, as the M4 competition's
/// benchmark tests it: |r_m| > 1.645 √((1 + 2 Σ_{k<m} r_k²) / n), with at least three seasons.
#[must_use]
pub fn is_seasonal(history: &[f64], season: usize) -> bool {
    let n = history.len();
    if season < 2 || n < 3 * season {
        return false;
    }
    let mean = history.iter().sum::<f64>() / n as f64;
    let variance: f64 = history.iter().map(|y| (y - mean).powi(2)).sum();
    if variance == 0.0 {
        return false;
    }
    let autocorrelation = |lag: usize| {
        let pairs = history.iter().zip(&history[lag..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / variance
    };
    let below: f64 = (1..season).map(|lag| autocorrelation(lag).powi(2)).sum();
    autocorrelation(season).abs() > 1.645 * ((1.0 + 2.0 * below) / n as f64).sqrt()
}

/// The benchmark Naive2 of the M competitions: the last value, seasonally adjusted by classical
/// multiplicative decomposition where [`is_seasonal`] says so. Empty for an empty history.
///
/// The adjustment needs positive values; without them the plain last value is repeated.
///
/// ```
/// use neuron_forecast_evaluation::measure::naive2;
/// let history: Vec<f64> = (0..24).map(|t| [10.0, 20.0, 30.0, 20.0][t % 4]).collect();
/// let next = naive2(&history, 4, 4);
/// assert!(next.iter().zip([10.0, 20.0, 30.0, 20.0]).all(|(a, b)| (a - b).abs() < 1e-9));
/// ```
#[must_use]
pub fn naive2(history: &[f64], season: usize, horizon: usize) -> Vec<f64> {
    let Some(&last) = history.last() else { return Vec::new() };
    if !is_seasonal(history, season) || history.iter().any(|&y| y <= 0.0) {
        return vec![last; horizon];
    }
    let index = seasonal_indices(history, season);
    let n = history.len();
    let level = last / index[(n - 1) % season];
    (0..horizon).map(|h| level * index[(n + h) % season]).collect()
}

/// Ratios to a centred moving average, averaged by phase, with mean one.
fn seasonal_indices(history: &[f64], season: usize) -> Vec<f64> {
    let half = season / 2;
    let (mut sums, mut counts) = (vec![0.0; season], vec![0_usize; season]);
    for t in half..history.len() - half {
        let average = if season % 2 == 1 {
            history[t - half..=t + half].iter().sum::<f64>() / season as f64
        } else {
            let inner: f64 = history[t - half + 1..t + half].iter().sum();
            (inner + 0.5 * (history[t - half] + history[t + half])) / season as f64
        };
        sums[t % season] += history[t] / average;
        counts[t % season] += 1;
    }
    let index: Vec<f64> =
        sums.iter().zip(&counts).map(|(sum, &count)| sum / count as f64).collect();
    let mean = index.iter().sum::<f64>() / season as f64;
    index.into_iter().map(|value| value / mean).collect()
}
