use crate::EvaluationError;
use jiff::{Span, civil::DateTime};
use serde::Serialize;

/// The distance between two times of a panel.
///
/// ```
/// use neuron_forecast_evaluation::series::Frequency;
/// use jiff::civil::date;
/// let start = date(2024, 1, 31).at(0, 0, 0, 0);
/// // A series that starts at the end of a month stays at the ends of months.
/// assert_eq!(Frequency::Monthly.advance(start, 1), Some(date(2024, 2, 29).at(0, 0, 0, 0)));
/// assert_eq!(Frequency::Monthly.steps(start, date(2024, 2, 29).at(0, 0, 0, 0)), Some(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Monday to Friday.
    BusinessDaily,
    /// Every seven days.
    Weekly,
    /// The same day of each month, or its last day.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every twelve months.
    Yearly,
}

impl Frequency {
    /// All of them, from the coarsest to the finest.
    pub const ALL: [Self; 7] = [
        Self::Yearly,
        Self::Quarterly,
        Self::Monthly,
        Self::Weekly,
        Self::BusinessDaily,
        Self::Daily,
        Self::Hourly,
    ];

    /// The usual number of steps in a season: 24 hours, 7 days, 5 business days, 52 weeks, 12
    /// months, 4 quarters, 1 year.
    #[must_use]
    pub fn season(self) -> usize {
        match self {
            Self::Hourly => 24,
            Self::Daily => 7,
            Self::BusinessDaily => 5,
            Self::Weekly => 52,
            Self::Monthly => 12,
            Self::Quarterly => 4,
            Self::Yearly => 1,
        }
    }

    /// The time `steps` after `start`; none outside the years that can be written.
    #[must_use]
    pub fn advance(self, start: DateTime, steps: i64) -> Option<DateTime> {
        match self {
            Self::Hourly => start.checked_add(Span::new().try_hours(steps).ok()?).ok(),
            Self::Daily => start.checked_add(Span::new().try_days(steps).ok()?).ok(),
            Self::Weekly => start.checked_add(Span::new().try_weeks(steps).ok()?).ok(),
            Self::BusinessDaily => {
                let day = i64::from(start.date().weekday().to_monday_zero_offset());
                let place = day.min(4).checked_add(steps)?;
                let (weeks, at) = (place.div_euclid(5), place.rem_euclid(5));
                start.checked_add(Span::new().try_days(weeks.checked_mul(7)? + at - day).ok()?).ok()
            }
            Self::Monthly => add_months(start, steps),
            Self::Quarterly => add_months(start, steps.checked_mul(3)?),
            Self::Yearly => add_months(start, steps.checked_mul(12)?),
        }
    }

    /// How many steps lead from one time to the other; none if `to` is not on the grid.
    #[must_use]
    pub fn steps(self, from: DateTime, to: DateTime) -> Option<i64> {
        let hours = to.duration_since(from).as_hours();
        let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month())
            - i64::from(from.month());
        let guess = match self {
            Self::Hourly => hours,
            Self::Daily => hours.div_euclid(24),
            Self::Weekly => hours.div_euclid(24 * 7),
            Self::BusinessDaily => {
                let monday_of = |t: DateTime| i64::from(t.date().weekday().to_monday_zero_offset());
                let (a, b) = (monday_of(from), monday_of(to));
                if a > 4 || b > 4 {
                    return None;
                }
                (hours.div_euclid(24) - b + a).div_euclid(7) * 5 + b - a
            }
            Self::Monthly => months,
            Self::Quarterly => months.div_euclid(3),
            Self::Yearly => months.div_euclid(12),
        };
        (self.advance(from, guess)? == to).then_some(guess)
    }
}

fn add_months(start: DateTime, months: i64) -> Option<DateTime> {
    let moved = start.checked_add(Span::new().try_months(months).ok()?).ok()?;
    if start.date() == start.date().last_of_month() {
        return Some(moved.date().last_of_month().to_datetime(start.time()));
    }
    Some(moved)
}

impl std::fmt::Display for Frequency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Hourly => "hourly",
            Self::Daily => "daily",
            Self::BusinessDaily => "business-daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        })
    }
}

impl std::str::FromStr for Frequency {
    type Err = EvaluationError;

    fn from_str(name: &str) -> Result<Self, EvaluationError> {
        Self::ALL.into_iter().find(|frequency| frequency.to_string() == name).ok_or_else(|| {
            EvaluationError::Unknown {
                kind: "frequency",
                name: name.to_owned(),
                known: Self::ALL.map(|frequency| format!("`{frequency}`")).join(", "),
            }
        })
    }
}
