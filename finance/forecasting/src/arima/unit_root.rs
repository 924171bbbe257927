/// Above it the hypothesis of a level that stays is rejected at 5 % (Kwiatkowski et al. 1992,
/// table 1).
pub const KPSS_CRITICAL_5_PERCENT: f64 = 0.463;

/// Statistic of Kwiatkowski, Phillips, Schmidt and Shin (*Testing the null hypothesis of
/// stationarity against the alternative of a unit root*, 1992) around a level, with
/// `3 sqrt(n) / 13` lags of Bartlett's weights. 0 for a constant series.
#[must_use]
pub fn kpss_statistic(series: &[f64]) -> f64 {
    let n = series.len() as f64;
    let mean = series.iter().sum::<f64>() / n;
    let centred: Vec<f64> = series.iter().map(|value| value - mean).collect();
    let lags = (3.0 * n.sqrt() / 13.0) as usize;
    let product = |lag: usize| -> f64 {
        centred.iter().skip(lag).zip(&centred).map(|(later, earlier)| later * earlier).sum::<f64>()
            / n
    };
    let mut variance = product(0);
    for lag in 1..=lags {
        variance += 2.0 * (1.0 - lag as f64 / (lags + 1) as f64) * product(lag);
    }
    let mut running = 0.0;
    let mut squares = 0.0;
    for value in &centred {
        running += value;
        squares += running * running;
    }
    if variance > 0.0 { squares / (n * n * variance) } else { 0.0 }
}

/// Differences that the series asks for after seasonal differencing: 0 to 2.
pub(super) fn differences(series: &[f64]) -> usize {
    let mut current = series.to_vec();
    for count in 0..2 {
        let varies = current.windows(2).any(|pair| pair[0] != pair[1]);
        if current.len() < 5 || !varies || kpss_statistic(&current) <= KPSS_CRITICAL_5_PERCENT {
            return count;
        }
        current = current.windows(2).map(|pair| pair[1] - pair[0]).collect();
    }
    2
}
