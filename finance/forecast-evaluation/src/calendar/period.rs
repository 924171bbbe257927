use crate::series::SeriesSet;
use jiff::{ToSpan, civil::Date};
use serde::Serialize;

/// Whether the time of a value is the beginning or the end of the period it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodStamp {
    /// The value of `2024-05-06` is of the week that begins there.
    #[default]
    Start,
    /// The value of `2024-05-10` is of the week that ends there.
    End,
}

/// The days that a value is of, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// The period at an index of a panel's grid; none outside the years that can be written.
    #[must_use]
    pub fn of(set: &SeriesSet, index: usize, stamp: PeriodStamp) -> Option<Self> {
        let here = set.time(index)?.date();
        let (first, last) = match stamp {
            PeriodStamp::Start => (here, set.time(index + 1)?.date().checked_sub(1.day()).ok()?),
            PeriodStamp::End => {
                let before = if index == 0 {
                    // The period before the first is as long as the first step.
                    let step = set.time(1)?.duration_since(set.time(0)?);
                    set.time(0)?.checked_sub(step).ok()?.date()
                } else {
                    set.time(index - 1)?.date()
                };
                (before.checked_add(1.day()).ok()?, here)
            }
        };
        // Steps of less than a day lie within one.
        Some(if first > last { Self { first: here, last: here } } else { Self { first, last } })
    }

    /// How many days of `from ..= to` lie in it.
    #[must_use]
    pub fn overlap(&self, from: Date, to: Date) -> usize {
        let (first, last) = (self.first.max(from), self.last.min(to));
        if first > last { 0 } else { days_between(first, last) + 1 }
    }
}

fn days_between(from: Date, to: Date) -> usize {
    usize::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(0)
}
