//! Seasonal and trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning, 1990).

use super::super::MonitoringError;
use super::super::error::check_series;
use super::loess::Loess;

/// How to decompose. Windows are odd numbers of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StlOptions {
    /// Values of a season.
    pub period: usize,
    /// Years that a season is smoothed over; at least 3, the paper advises 7.
    pub seasonal: usize,
    /// Values that the trend is smoothed over; where none is given, the smallest odd number from
    /// 1.5 period / (1 - 1.5 / seasonal).
    pub trend: Option<usize>,
    /// Whether outliers lose their weight: 15 rounds of 2 turns, instead of one of 5.
    pub robust: bool,
}

impl StlOptions {
    /// Seasons smoothed over seven years, no weights.
    #[must_use]
    pub const fn new(period: usize) -> Self {
        Self { period, seasonal: 7, trend: None, robust: false }
    }
}

/// A series as the sum of three.
#[derive(Clone, Debug, PartialEq)]
pub struct Decomposition {
    /// What changes slowly.
    pub trend: Vec<f64>,
    /// What comes again every period, and changes from one to the next a little.
    pub season: Vec<f64>,
    /// What is left over.
    pub remainder: Vec<f64>,
    /// How far each value was trusted, from 0 to 1; 1 without robustness.
    pub weights: Vec<f64>,
}

/// Decomposes a series without gaps.
///
/// # Errors
/// [`MonitoringError::Gap`] for a value that is missing (fill it before, [`super::fill_harmonic`]),
/// [`MonitoringError::TooShort`] with fewer than two periods, [`MonitoringError::Setting`] for a period
/// of less than 2 or windows that are even or less than 3, [`MonitoringError::TooLong`],
/// [`MonitoringError::Infinite`].
pub fn stl(values: &[f64], options: &StlOptions) -> Result<Decomposition, MonitoringError> {
    check_series(values)?;
    let StlOptions { period, seasonal, trend, robust } = *options;
    let setting = |name, expected, found: usize| {
        Err(MonitoringError::Setting { name, expected, found: found.to_string() })
    };
    if period < 2 {
        return setting("period", "at least 2", period);
    }
    if let Some(index) = values.iter().position(|value| value.is_nan()) {
        return Err(MonitoringError::Gap { index });
    }
    if period > values.len() / 2 {
        let what = format!("a season of {period} values");
        let (needed, found) = (period.saturating_mul(2), values.len());
        return Err(MonitoringError::TooShort { what, needed, found });
    }
    if seasonal < 3 || seasonal.is_multiple_of(2) {
        return setting("seasonal", "an odd number, at least 3", seasonal);
    }
    let found = (1.5 * period as f64 / (1.0 - 1.5 / seasonal as f64)).ceil() as usize;
    let trend = trend.unwrap_or(found | 1);
    if trend < 3 || trend.is_multiple_of(2) {
        return setting("trend", "an odd number, at least 3", trend);
    }
    let of = |window| Loess { window, line: true };
    let smoothers = Smoothers {
        period,
        seasonal: of(seasonal),
        trend: of(trend),
        low_pass: of((period + 1) | 1),
    };
    let (turns, rounds) = if robust { (2, 15) } else { (5, 0) };
    let mut trend = vec![0.0; values.len()];
    let mut season = trend.clone();
    let mut weights = vec![1.0; values.len()];
    for round in 0..=rounds {
        let trust = (round > 0).then_some(weights.as_slice());
        for _ in 0..turns {
            smoothers.turn(values, trust, &mut trend, &mut season);
        }
        if round < rounds {
            trusted(values, &trend, &season, &mut weights);
        }
    }
    let parts = values.iter().zip(trend.iter().zip(&season));
    let remainder = parts.map(|(value, (trend, season))| value - trend - season).collect();
    Ok(Decomposition { trend, season, remainder, weights })
}

struct Smoothers {
    period: usize,
    seasonal: Loess,
    trend: Loess,
    low_pass: Loess,
}

impl Smoothers {
    /// The inner loop: season for the trend, then trend for the season.
    fn turn(&self, values: &[f64], trust: Option<&[f64]>, trend: &mut [f64], season: &mut [f64]) {
        let rest: Vec<f64> =
            values.iter().zip(&*trend).map(|(value, trend)| value - trend).collect();
        let cycles = self.cycles(&rest, trust);
        let passed = moving_mean(&moving_mean(&moving_mean(&cycles, self.period), self.period), 3);
        let mut low = vec![0.0; values.len()];
        self.low_pass.smooth(&passed, None, &mut low);
        for ((season, cycle), low) in season.iter_mut().zip(&cycles[self.period..]).zip(&low) {
            *season = cycle - low;
        }
        let rest: Vec<f64> =
            values.iter().zip(&*season).map(|(value, season)| value - season).collect();
        self.trend.smooth(&rest, trust, trend);
    }

    /// Each season of the year smoothed over the years, with one more at both ends.
    fn cycles(&self, values: &[f64], trust: Option<&[f64]>) -> Vec<f64> {
        let mut cycles = vec![0.0; values.len() + 2 * self.period];
        for season in 0..self.period {
            let of_season = |all: &[f64]| -> Vec<f64> {
                all.iter().skip(season).step_by(self.period).copied().collect()
            };
            let (years, trust) = (of_season(values), trust.map(of_season));
            let trust = trust.as_deref();
            let (count, window) = (years.len(), self.seasonal.window);
            let mut smoothed = vec![0.0; count + 2];
            self.seasonal.smooth(&years, trust, &mut smoothed[1..=count]);
            let mut weights = vec![0.0; count];
            let ends = [1, window.min(count)];
            let before = self.seasonal.at(0.0, ends, &years, trust, &mut weights);
            smoothed[0] = before.unwrap_or(smoothed[1]);
            let ends = [(count + 1).saturating_sub(window).max(1), count];
            let behind = self.seasonal.at(count as f64 + 1.0, ends, &years, trust, &mut weights);
            smoothed[count + 1] = behind.unwrap_or(smoothed[count]);
            for (year, value) in smoothed.into_iter().enumerate() {
                cycles[year * self.period + season] = value;
            }
        }
        cycles
    }
}

/// Means of so many values, one behind another.
fn moving_mean(values: &[f64], length: usize) -> Vec<f64> {
    let mut sum: f64 = values.iter().take(length).sum();
    let mut means = vec![sum / length as f64];
    for (old, new) in values.iter().zip(&values[length..]) {
        sum += new - old;
        means.push(sum / length as f64);
    }
    means
}

/// Bisquare weights: a remainder of six medians counts no more.
fn trusted(values: &[f64], trend: &[f64], season: &[f64], weights: &mut [f64]) {
    let fitted = trend.iter().zip(season).map(|(trend, season)| trend + season);
    let away: Vec<f64> =
        values.iter().zip(fitted).map(|(value, fitted)| (value - fitted).abs()).collect();
    let mut sorted = away.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = sorted.len();
    let bound = 3.0 * (sorted[count / 2] + sorted[(count - 1) / 2]);
    for (weight, away) in weights.iter_mut().zip(away) {
        *weight = match away {
            near if near <= 0.001 * bound => 1.0,
            far if far > 0.999 * bound => 0.0,
            _ => (1.0 - (away / bound).powi(2)).powi(2),
        };
    }
}
