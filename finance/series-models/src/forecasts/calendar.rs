//! What the network is told of a date, whatever a table begins with.

use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar, PeriodStamp};
use neuron_forecast_evaluation::series::{Frequency, SeriesSet};
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// What is told of dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarSettings {
    /// The hour, the weekday, the place in the year; not to be had where times are made up.
    pub dates: bool,
    /// Days that are kept: `none`, `us-federal` or `us-retail`.
    pub holidays: Holidays,
    /// Whether the time of a row is the end of its period, and not its start.
    pub end_of_period: bool,
}

/// A list of holidays by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holidays {
    /// None.
    #[default]
    None,
    /// Federal holidays of the United States.
    UsFederal,
    /// Days that move retail sales in the United States.
    UsRetail,
}

impl Default for CalendarSettings {
    fn default() -> Self {
        Self { dates: true, holidays: Holidays::None, end_of_period: false }
    }
}

impl CalendarSettings {
    pub(super) fn us_retail_weeks() -> Self {
        Self { dates: true, holidays: Holidays::UsRetail, end_of_period: true }
    }

    fn features(&self) -> CalendarFeatures {
        let holidays = match self.holidays {
            Holidays::None => HolidayCalendar::default(),
            Holidays::UsFederal => HolidayCalendar::us_federal(),
            Holidays::UsRetail => HolidayCalendar::us_retail(),
        };
        let stamp = if self.end_of_period { PeriodStamp::End } else { PeriodStamp::Start };
        CalendarFeatures { holidays, stamp, ..CalendarFeatures::default() }
    }
}

/// The numbers of each step of a grid.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CalendarRows {
    /// Numbers of a step that are of the date.
    pub(super) dates: usize,
    /// Numbers behind them that are of holidays.
    pub(super) holidays: usize,
    rows: Vec<Vec<f32>>,
}

impl CalendarRows {
    /// Of the first `steps` steps of a panel's grid.
    pub(super) fn new(set: &SeriesSet, settings: &CalendarSettings, steps: usize) -> Self {
        let features = settings.features();
        let mut made = Self::default();
        for step in 0..steps {
            let mut row = if settings.dates { of_date(set, step) } else { Vec::new() };
            made.dates = row.len();
            row.extend(features.at(set, step).iter().map(|feature| feature.value));
            made.holidays = row.len() - made.dates;
            made.rows.push(row.into_iter().map(|value| value as f32).collect());
        }
        made
    }

    /// How many numbers a step has.
    pub(super) fn width(&self) -> usize {
        self.dates + self.holidays
    }

    /// The numbers of a step; none of one beyond the last.
    pub(super) fn at(&self, step: usize) -> Option<&[f32]> {
        self.rows.get(step).map(Vec::as_slice)
    }
}

/// The same numbers for the same date, whatever the panel begins with; zeros outside the years that can be written.
fn of_date(set: &SeriesSet, step: usize) -> Vec<f64> {
    let time = set.time(step);
    let one_hot = |count: usize, which: Option<usize>| -> Vec<f64> {
        (0..count).map(|at| if which == Some(at) { 1.0 } else { 0.0 }).collect()
    };
    let wave = |turns: Option<f64>, orders: usize| -> Vec<f64> {
        let pair = |order: usize| {
            let of = |turns: f64| (TAU * turns * order as f64).sin_cos();
            let (sin, cos) = turns.map_or((0.0, 0.0), of);
            [sin, cos]
        };
        (1..=orders).flat_map(pair).collect()
    };
    let year = time.map(|time| f64::from(time.day_of_year()) / 365.25);
    let weekday = time.and_then(|t| usize::try_from(t.weekday().to_monday_zero_offset()).ok());
    let month = time.and_then(|t| usize::try_from(t.month() - 1).ok());
    match set.frequency() {
        Frequency::Hourly => {
            let hour = time.map(|time| f64::from(time.hour()) / 24.0);
            [wave(hour, 3), one_hot(7, weekday), wave(year, 1)].concat()
        }
        Frequency::Daily => [one_hot(7, weekday), wave(year, 2)].concat(),
        Frequency::BusinessDaily => [one_hot(5, weekday), wave(year, 2)].concat(),
        Frequency::Weekly => wave(year, 3),
        Frequency::Monthly => one_hot(12, month),
        Frequency::Quarterly => one_hot(4, month.map(|month| month / 3)),
        Frequency::Yearly => Vec::new(),
    }
}
