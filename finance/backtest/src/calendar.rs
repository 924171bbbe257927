//! Days, months and years of UNIX times, in UTC.

use serde::Serialize;

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
}

/// The day, in UTC, of a time in UNIX seconds.
///
/// Years are counted from the first of March, so that the leap day is the last of its year; 400 of
/// them have 146 097 days.
///
/// ```
/// use neuron_backtest::calendar::{Day, day_of};
/// assert_eq!(day_of(951_782_400), Day { year: 2000, month: 2, day: 29 });
/// assert_eq!(day_of(-1), Day { year: 1969, month: 12, day: 31 });
/// ```
#[must_use]
pub fn day_of(time: i64) -> Day {
    // Days since 0000-03-01.
    let days = time.div_euclid(86_400) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months from March have 31, 30, 31, 30, 31 days in turns: 153 in five.
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let year = i32::try_from(year).unwrap_or(if year < 0 { i32::MIN } else { i32::MAX });
    Day { year, month: month as u32, day: day as u32 }
}
