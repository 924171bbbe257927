use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::Serialize;

/// How the days of a holiday are found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayRule {
    /// The same day every year.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// The nth weekday of a month; from its end if negative.
    NthWeekday {
        /// 1 to 12.
        month: i8,
        /// Monday is 0.
        weekday: i8,
        /// 1 to 5, or −1 for the last.
        nth: i8,
    },
    /// So many days after (or before) Easter Sunday of the Gregorian calendar.
    Easter {
        /// Days, negative before.
        offset: i32,
    },
    /// These days and no others.
    Dates(
        /// The days.
        Vec<Date>,
    ),
}

/// A holiday with its name and years.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holiday {
    /// Its name.
    pub name: String,
    /// How its days are found.
    pub rule: HolidayRule,
    /// The first year it was kept in this way.
    pub first_year: Option<i16>,
    /// The last year.
    pub last_year: Option<i16>,
    /// Kept on Friday if it falls on Saturday, on Monday if it falls on Sunday (5 U.S.C. 6103).
    pub observed: bool,
}

impl Holiday {
    /// A holiday of all years on the day itself.
    #[must_use]
    pub fn new(name: impl Into<String>, rule: HolidayRule) -> Self {
        Self { name: name.into(), rule, first_year: None, last_year: None, observed: false }
    }

    /// Its days that the rule puts in `year`, as kept; a New Year on a Saturday is kept on the
    /// last day of the year before.
    #[must_use]
    pub fn days(&self, year: i16) -> Vec<Date> {
        if self.first_year.is_some_and(|first| year < first)
            || self.last_year.is_some_and(|last| year > last)
        {
            return Vec::new();
        }
        let day = match &self.rule {
            HolidayRule::Fixed { month, day } => Date::new(year, *month, *day).ok(),
            HolidayRule::NthWeekday { month, weekday, nth } => {
                let weekday = Weekday::from_monday_zero_offset(*weekday).ok();
                let first = Date::new(year, *month, 1).ok();
                weekday.zip(first).and_then(|(w, d)| d.nth_weekday_of_month(*nth, w).ok())
            }
            HolidayRule::Easter { offset } => {
                easter(year).and_then(|day| day.checked_add(offset.days()).ok())
            }
            HolidayRule::Dates(days) => {
                return days.iter().copied().filter(|day| day.year() == year).collect();
            }
        };
        let kept = day.and_then(|day| {
            let shift = match day.weekday() {
                Weekday::Saturday if self.observed => -1,
                Weekday::Sunday if self.observed => 1,
                _ => 0,
            };
            day.checked_add(shift.days()).ok()
        });
        kept.into_iter().collect()
    }

    /// Its days within a span of days, both ends included.
    #[must_use]
    pub fn within(&self, from: Date, to: Date) -> Vec<Date> {
        (from.year() - 1..=to.year() + 1)
            .flat_map(|year| self.days(year))
            .filter(|day| (from..=to).contains(day))
            .collect()
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher).
///
/// ```
/// use neuron_forecast_evaluation::calendar::easter;
/// assert_eq!(easter(2024).map(|day| day.to_string()).as_deref(), Some("2024-03-31"));
/// ```
#[must_use]
pub fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year.try_into().ok()?, (n / 31).try_into().ok()?, (n % 31 + 1).try_into().ok()?).ok()
}
