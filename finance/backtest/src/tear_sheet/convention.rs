use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// How statistics are annualised and what they are measured against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Convention {
    /// Bars of a year, as 252.
    pub periods_per_year: f64,
    /// The riskless return of a year, as 0.02.
    pub risk_free: f64,
    /// The confidence of value at risk and expected shortfall, as 0.95.
    pub tail_level: f64,
}

impl Convention {
    /// The periods of a year that the times suggest, nothing riskless, tails at 95 %.
    #[must_use]
    pub fn of_times(times: &[i64]) -> Self {
        Self { periods_per_year: periods_per_year(times), risk_free: 0.0, tail_level: 0.95 }
    }

    /// The riskless return of one bar.
    pub(super) fn riskless(&self) -> f64 {
        (1.0 + self.risk_free).powf(1.0 / self.periods_per_year) - 1.0
    }

    pub(super) fn check(&self) -> Result<(), BacktestError> {
        let periods = self.periods_per_year;
        let holds = periods.is_finite() && periods > 0.0;
        expect_setting(holds, "periods_per_year", periods, "a number above 0, as 252")?;
        let free = self.risk_free;
        expect_setting(free > -1.0 && free < 1.0, "risk_free", free, "a share of a year, as 0.02")?;
        let level = self.tail_level;
        expect_setting(level > 0.0 && level < 1.0, "tail_level", level, "between 0 and 1, as 0.95")
    }
}

/// The bars of a year, from the median distance of the times: 252 for daily bars without weekends,
/// 365 with them, 52, 12, 4 or 1 for longer ones; for shorter ones the bars of a trading day (the
/// median count of a day) times 252, or 365 with weekends.
///
/// ```
/// use neuron_backtest::tear_sheet::periods_per_year;
/// let week = 7 * 86_400;
/// assert_eq!(periods_per_year(&[0, week, 2 * week, 3 * week]), 52.0);
/// ```
#[must_use]
pub fn periods_per_year(times: &[i64]) -> f64 {
    let mut gaps: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    let Some(&gap) = gaps.get(gaps.len() / 2) else { return 252.0 };
    // 1970-01-01 was a Thursday, so the day with number 2 (of 7) is a Saturday.
    let weekend = |time: &&i64| matches!(time.div_euclid(DAY).rem_euclid(7), 2 | 3);
    let weekends = times.iter().filter(weekend).count() as f64 / times.len() as f64;
    let days = if weekends > 2.0 / 7.0 * 0.6 { 365.0 } else { 252.0 };
    match gap / DAY {
        0 => {
            let mut counts: Vec<usize> = times
                .chunk_by(|a, b| a.div_euclid(DAY) == b.div_euclid(DAY))
                .map(<[_]>::len)
                .collect();
            counts.sort_unstable();
            days * counts.get(counts.len() / 2).map_or(1.0, |&count| count as f64)
        }
        1..=4 => days,
        5..=20 => 52.0,
        21..=60 => 12.0,
        61..=200 => 4.0,
        _ => 1.0,
    }
}
