/// Autocorrelations at lags 0 to `lags`, with the customary divisor `n` at each lag.
///
/// A constant series has no correlation; it gives 1 at lag 0 and 0 elsewhere.
#[must_use]
pub fn autocorrelation(series: &[f64], lags: usize) -> Vec<f64> {
    let mean = series.iter().sum::<f64>() / series.len().max(1) as f64;
    let centred: Vec<f64> = series.iter().map(|value| value - mean).collect();
    let covariance = |lag: usize| -> f64 {
        centred.iter().skip(lag).zip(&centred).map(|(later, earlier)| later * earlier).sum()
    };
    let variance = covariance(0);
    (0..=lags)
        .map(|lag| match (lag, variance > 0.0) {
            (0, _) => 1.0,
            (_, true) => covariance(lag) / variance,
            (_, false) => 0.0,
        })
        .collect()
}

/// Whether the autocorrelation at lag `season` is beyond its 90 % limits, taking the lags before it
/// for a moving average (Bartlett's formula): the test of the M4 competition's Naive2 and of
/// Fiorucci et al. (2016) for the Theta models. Below `season_count` seasons of data the answer is
/// no.
#[must_use]
pub fn is_seasonal(series: &[f64], season: usize, season_count: usize) -> bool {
    if season < 2 || series.len() < season_count * season {
        return false;
    }
    let correlations = autocorrelation(series, season);
    let before: f64 = correlations[1..season].iter().map(|r| r * r).sum();
    let limit = Z_95 * ((1.0 + 2.0 * before) / series.len() as f64).sqrt();
    correlations[season].abs() > limit
}

/// 95 % quantile of the standard normal.
const Z_95: f64 = 1.644_853_626_951_472_2;
