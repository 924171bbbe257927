//! The Mann–Kendall test and its relatives.

use super::super::MonitoringError;
use super::super::error::check_series;
use super::slope::Line;
use super::workspace::Workspace;
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
    /// Of a score, the score with its continuity correction, its variance and the number of pairs.
    pub(super) fn of([score, step, variance, pairs]: [f64; 4], line: Line, values: usize) -> Self {
        let z = if variance <= 0.0 { 0.0 } else { step / variance.sqrt() };
        let p = erfc(z.abs() / std::f64::consts::SQRT_2);
        Self { score, variance, z, p, tau: score / pairs, line, values }
    }

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

/// Tests a series for a monotonic trend. NaN are gaps.
///
/// # Errors
/// [`MonitoringError::TooShort`], [`MonitoringError::NoPair`] and [`MonitoringError::TooLong`] where
/// there are too few or too many values, [`MonitoringError::Infinite`],
/// [`MonitoringError::NoVariance`], and [`MonitoringError::Setting`] for a period or lags that cannot
/// be.
pub fn mann_kendall(values: &[f64], method: Method) -> Result<Trend, MonitoringError> {
    check_series(values)?;
    Workspace::default().test(values, None, method)
}
