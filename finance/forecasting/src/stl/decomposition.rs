use super::loess::Loess;
use crate::ForecastError;
use crate::forecaster::check;
use serde::Serialize;

/// How STL smooths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StlOptions {
    /// Seasons over which a seasonal effect is smoothed, odd.
    pub seasonal_window: usize,
    /// Whether a seasonal effect may follow a line within its window; else a mean.
    pub seasonal_line: bool,
    /// Passes over season and trend.
    pub iterations: usize,
}

impl Default for StlOptions {
    fn default() -> Self {
        Self { seasonal_window: 11, seasonal_line: false, iterations: 2 }
    }
}

/// Parts of a series, each `[observations]`, that add up to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StlDecomposition {
    /// What moves slowly.
    pub trend: Vec<f64>,
    /// What comes again each season.
    pub seasonal: Vec<f64>,
    /// What is left.
    pub remainder: Vec<f64>,
}

/// STL (Cleveland et al. 1990) without robustness weights: cycle-subseries and trend are smoothed
/// by LOESS in turn. Windows of trend and low-pass filter are those that the paper advises.
///
/// # Errors
/// [`ForecastError::TooShort`] below two seasons, [`ForecastError::Parameter`] for a window that is
/// even or below 3.
pub fn decompose(
    series: &[f64],
    season: usize,
    options: &StlOptions,
) -> Result<StlDecomposition, ForecastError> {
    check("stl", series, season, (2 * season).max(4))?;
    let wrong = |parameter, value: usize, expected| ForecastError::Parameter {
        model: "stl".into(),
        parameter,
        value: value as f64,
        expected,
    };
    if season < 2 {
        return Err(wrong("season", season, "at least 2"));
    }
    let window = options.seasonal_window;
    if window < 3 || window.is_multiple_of(2) {
        return Err(wrong("seasonal_window", window, "an odd number from 3 on"));
    }
    let ideal = 1.5 * season as f64 / (1.0 - 1.5 / window as f64);
    let trend_loess = Loess { window: (ideal.ceil() as usize) | 1, line: true };
    let low_loess = Loess { window: season | 1, line: true };
    let seasonal_loess = Loess { window, line: options.seasonal_line };

    let n = series.len();
    let mut trend = vec![0.0; n];
    let mut seasonal = vec![0.0; n];
    let mut cycle = vec![0.0; n + 2 * season];
    let (mut weights, mut smooth, mut low) = (Vec::new(), Vec::new(), Vec::new());
    let mut detrended = vec![0.0; n];
    for _ in 0..options.iterations.max(1) {
        for at in 0..n {
            detrended[at] = series[at] - trend[at];
        }
        smooth_cycles(&detrended, season, seasonal_loess, &mut cycle, &mut weights, &mut smooth);
        let averaged = average(&average(&average(&cycle, season), season), 3);
        low_loess.smooth(&averaged, &mut weights, &mut low);
        for at in 0..n {
            seasonal[at] = cycle[at + season] - low[at];
            detrended[at] = series[at] - seasonal[at];
        }
        trend_loess.smooth(&detrended, &mut weights, &mut trend);
    }
    let remainder = (0..n).map(|at| series[at] - trend[at] - seasonal[at]).collect();
    Ok(StlDecomposition { trend, seasonal, remainder })
}

/// Smooths each place of the season over the seasons, and one season beyond either end.
fn smooth_cycles(
    detrended: &[f64],
    season: usize,
    loess: Loess,
    cycle: &mut [f64],
    weights: &mut Vec<f64>,
    smooth: &mut Vec<f64>,
) {
    for place in 0..season {
        let values: Vec<f64> = detrended.iter().skip(place).step_by(season).copied().collect();
        let count = values.len();
        loess.smooth(&values, weights, smooth);
        let before = loess.at(&values, -1.0, 0, loess.window.min(count), weights);
        let from = count.saturating_sub(loess.window);
        let after = loess.at(&values, count as f64, from, count, weights);
        cycle[place] = before.unwrap_or(smooth[0]);
        for (at, value) in smooth.iter().enumerate() {
            cycle[place + (at + 1) * season] = *value;
        }
        cycle[place + (count + 1) * season] = after.unwrap_or(smooth[count - 1]);
    }
}

/// Moving average of `length`; the result is shorter by `length - 1`.
fn average(values: &[f64], length: usize) -> Vec<f64> {
    values.windows(length).map(|window| window.iter().sum::<f64>() / length as f64).collect()
}
