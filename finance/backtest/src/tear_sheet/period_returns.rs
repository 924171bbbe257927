use crate::calendar::{Day, day_of};
use serde::Serialize;

/// The return of one month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MonthReturn {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The return, as a share.
    pub value: f64,
}

/// The return of one year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct YearReturn {
    /// The year.
    pub year: i32,
    /// The return, as a share.
    pub value: f64,
}

/// The return of each month with bars, from the last equity of the month before (from the first
/// equity in the first month). Months without bars are left out.
#[must_use]
pub fn monthly_returns(times: &[i64], equity: &[f64]) -> Vec<MonthReturn> {
    by_period(times, equity, |day| (day.year, day.month))
        .map(|((year, month), value)| MonthReturn { year, month, value })
        .collect()
}

/// The return of each year with bars, as [`monthly_returns`] of months.
#[must_use]
pub fn yearly_returns(times: &[i64], equity: &[f64]) -> Vec<YearReturn> {
    by_period(times, equity, |day| day.year)
        .map(|(year, value)| YearReturn { year, value })
        .collect()
}

fn by_period<K: PartialEq + Copy>(
    times: &[i64],
    equity: &[f64],
    key: impl Fn(Day) -> K,
) -> impl Iterator<Item = (K, f64)> {
    let mut ends: Vec<(K, f64)> = Vec::new();
    for (&time, &value) in times.iter().zip(equity) {
        let key = key(day_of(time));
        match ends.last_mut().filter(|(last, _)| *last == key) {
            Some((_, end)) => *end = value,
            None => ends.push((key, value)),
        }
    }
    let mut before = equity.first().copied().unwrap_or(1.0);
    ends.into_iter().map(move |(key, end)| {
        let value = if before > 0.0 { end / before - 1.0 } else { 0.0 };
        before = end;
        (key, value)
    })
}
