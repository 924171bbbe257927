//! The Mann–Kendall test and its relatives.

use super::super::MonitoringError;
use super::super::error::check_series;
use super::autocorrelation::{autocorrelation, ranks};
use super::score::{pairs, score, variance};
use super::slope::{Line, seasonal_sen_slope, sen_slope};
use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::erf::erfc;

/// Which test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Of values that do not depend on each other (Mann, 1945; Kendall, 1975).
    Original,
    /// The variance grows by the ranks' autocorrelation, where it is significant (Hamed & Rao, 1998).
    HamedRao {
        /// Most lags that are looked at; all of them, where none is given.
        lags: Option<usize>,
    },
    /// The variance grows by the autocorrelation of the values less their trend (Yue & Wang, 2004).
    YueWang {
        /// Most lags that are looked at; all of them, where none is given.
        lags: Option<usize>,
    },
    /// Each value less what it owes to the one before (von Storch, 1995).
    PreWhitened,
    /// The same, with the trend taken out before and put back behind (Yue et al., 2002).
    TrendFreePreWhitened,
    /// Each season by itself, summed (Hirsch, Slack & Smith, 1982).
    Seasonal {
        /// Values of a year.
        period: usize,
    },
    /// The same, where seasons of a year depend on each other (Hirsch & Slack, 1984). Years with a gap
    /// are left out.
    CorrelatedSeasonal {
        /// Values of a year.
        period: usize,
    },
}

/// Which way it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Values become larger.
    Increasing,
    /// Values become smaller.
    Decreasing,
    /// Nothing that could not be chance.
    None,
}

/// What a test found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Kendall's score S: pairs that rise, less pairs that fall.
    pub score: f64,
    /// Its variance.
    pub variance: f64,
    /// The score in standard deviations, with continuity correction but for correlated seasons, as
    /// Hirsch & Slack have it.
    pub z: f64,
    /// Probability of a score at least as far from 0 where there is no trend.
    pub p: f64,
    /// Kendall's τ: the score by the number of pairs.
    pub tau: f64,
    /// Sen's slope of the values as they were given.
    pub line: Line,
    /// Values that were not missing.
    pub values: usize,
}

impl Trend {
    /// Which way it goes, at a level of significance.
    #[must_use]
    pub fn direction(&self, alpha: f64) -> Direction {
        match self.z {
            z if self.p < alpha && z > 0.0 => Direction::Increasing,
            z if self.p < alpha && z < 0.0 => Direction::Decreasing,
            _ => Direction::None,
        }
    }
}

/// Level at which an autocorrelation counts (Hamed & Rao, 1998).
const SIGNIFICANT: f64 = 0.05;

/// Tests a series for a monotonic trend. NaN are gaps.
///
/// # Errors
/// [`MonitoringError::TooShort`], [`MonitoringError::NoPair`] and [`MonitoringError::TooLong`] where
/// there are too few or too many values, [`MonitoringError::Infinite`],
/// [`MonitoringError::NoVariance`], and [`MonitoringError::Setting`] for a period or lags that cannot
/// be.
pub fn mann_kendall(values: &[f64], method: Method) -> Result<Trend, MonitoringError> {
    check_series(values)?;
    let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    const NEEDED: usize = 3;
    if known.len() < NEEDED {
        let what = "a trend test".into();
        return Err(MonitoringError::TooShort { what, needed: NEEDED, found: known.len() });
    }
    let count = known.len();
    // Scores of one series are whole steps of two apart: half a step is taken off.
    let corrected = |score: f64| if score == 0.0 { 0.0 } else { score - score.signum() };
    let made = |score: f64, step: f64, variance: f64, pairs: f64, line: Line| {
        let z = if variance <= 0.0 { 0.0 } else { step / variance.sqrt() };
        let p = erfc(z.abs() / std::f64::consts::SQRT_2);
        Trend { score, variance, z, p, tau: score / pairs, line, values: count }
    };
    let plain = |tested: &[f64], factor: f64, line: Line| {
        if factor <= 0.0 {
            return Err(MonitoringError::NoVariance);
        }
        let found = score(tested);
        let variance = variance(tested) * factor;
        Ok(made(found, corrected(found), variance, pairs(tested.len()), line))
    };
    match method {
        Method::Original => plain(&known, 1.0, sen_slope(values)?),
        Method::HamedRao { lags } => {
            let line = sen_slope(values)?;
            let found = autocorrelation(&ranks(&detrended(&known, line.slope)), most(lags, count)?);
            plain(&known, hamed_rao(&found, count), line)
        }
        Method::YueWang { lags } => {
            let line = sen_slope(values)?;
            let found = autocorrelation(&detrended(&known, line.slope), most(lags, count)?);
            let share = |(lag, value): (usize, &f64)| (1.0 - lag as f64 / count as f64) * value;
            let sum: f64 = found.iter().enumerate().skip(1).map(share).sum();
            plain(&known, 1.0 + 2.0 * sum, line)
        }
        Method::PreWhitened => plain(&whitened(&known), 1.0, sen_slope(values)?),
        Method::TrendFreePreWhitened => {
            let line = sen_slope(values)?;
            let mut tested = whitened(&detrended(&known, line.slope));
            for (at, value) in tested.iter_mut().enumerate() {
                *value += (at + 1) as f64 * line.slope;
            }
            plain(&tested, 1.0, line)
        }
        Method::Seasonal { period } => {
            let line = seasonal_sen_slope(values, period)?;
            let mut sums = [0.0; 3];
            for season in 0..period.min(values.len()) {
                let of_season: Vec<f64> =
                    values.iter().copied().skip(season).step_by(period).collect();
                let of_season: Vec<f64> = of_season.into_iter().filter(|v| !v.is_nan()).collect();
                sums[0] += score(&of_season);
                sums[1] += variance(&of_season);
                sums[2] += pairs(of_season.len());
            }
            Ok(made(sums[0], corrected(sums[0]), sums[1], sums[2], line))
        }
        Method::CorrelatedSeasonal { period } => {
            let line = seasonal_sen_slope(values, period)?;
            let whole = |year: &&[f64]| year.len() == period && year.iter().all(|v| !v.is_nan());
            let years: Vec<&[f64]> = values.chunks(period).filter(whole).collect();
            if years.len() < NEEDED {
                let what = "a test of correlated seasons, in years without a gap,".into();
                return Err(MonitoringError::TooShort { what, needed: NEEDED, found: years.len() });
            }
            let season = |at: usize| years.iter().map(|year| year[at]).collect::<Vec<f64>>();
            let seasons: Vec<Vec<f64>> = (0..period).map(season).collect();
            let total: f64 = seasons.iter().map(|season| score(season)).sum();
            let all = period as f64 * pairs(years.len());
            Ok(made(total, total, covariance(&seasons), all, line))
        }
    }
}

/// The number of lags to look at.
fn most(lags: Option<usize>, count: usize) -> Result<usize, MonitoringError> {
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

/// Values less a trend; the values lie one behind another, gaps between them forgotten, as
/// pymannkendall has it.
fn detrended(values: &[f64], slope: f64) -> Vec<f64> {
    values.iter().enumerate().map(|(at, value)| value - (at + 1) as f64 * slope).collect()
}

/// Each value less its first autocorrelation times the one before.
fn whitened(values: &[f64]) -> Vec<f64> {
    let first = autocorrelation(values, 1)[1];
    values.windows(2).map(|pair| pair[1] - pair[0] * first).collect()
}

/// By how much the variance grows (Hamed & Rao, 1998, equation 15), of the autocorrelation of ranks.
fn hamed_rao(found: &[f64], count: usize) -> f64 {
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

/// The variance of the sum of the seasons' scores, with all covariances (Dietz & Killeen, 1981).
fn covariance(seasons: &[Vec<f64>]) -> f64 {
    let sign = |x: f64| f64::from(i8::from(x > 0.0) - i8::from(x < 0.0));
    let n = seasons[0].len();
    let of_ranks: Vec<Vec<f64>> = seasons.iter().map(|season| ranks(season)).collect();
    let both = |a: usize, b: usize| {
        let (x, y) = (&seasons[a], &seasons[b]);
        let mut concordant = 0.0;
        for i in 0..n {
            for j in i + 1..n {
                concordant += sign((x[j] - x[i]) * (y[j] - y[i]));
            }
        }
        let product: f64 = of_ranks[a].iter().zip(&of_ranks[b]).map(|(x, y)| x * y).sum();
        let n = n as f64;
        (concordant + 4.0 * product - n * (n + 1.0) * (n + 1.0)) / 3.0
    };
    let mut sum = 0.0;
    for a in 0..seasons.len() {
        sum += both(a, a) + 2.0 * (0..a).map(|b| both(a, b)).sum::<f64>();
    }
    sum
}
