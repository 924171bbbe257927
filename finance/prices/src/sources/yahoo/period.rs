use crate::PricesError;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// Periods that have a name.
const RANGES: &[&str] = &["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"];

/// Which days are asked for.
///
/// ```
/// use neuron_prices::sources::Period;
/// assert_eq!("5y".parse::<Period>()?.to_string(), "5y");
/// assert_eq!(
///     "2024-01-01..2024-06-30".parse::<Period>()?,
///     Period::between("2024-01-01".parse().unwrap(), "2024-06-30".parse().unwrap())?
/// );
/// assert!("5 years".parse::<Period>().is_err());
/// # Ok::<(), neuron_prices::PricesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period(Asked);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Range(&'static str),
    Between(Date, Date),
}

impl Period {
    /// From the first to the last of two days, both included.
    ///
    /// # Errors
    /// [`PricesError::Setting`] where the first is behind the last.
    pub fn between(first: Date, last: Date) -> Result<Self, PricesError> {
        if first > last {
            let found = format!("{first}..{last}");
            let expected = "a first day that is not behind the last";
            return Err(PricesError::Setting { name: "period", found, expected });
        }
        Ok(Self(Asked::Between(first, last)))
    }

    /// The two days, both included, where it is not a range that ends today.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        match self.0 {
            Asked::Range(_) => None,
            Asked::Between(first, last) => Some((first, last)),
        }
    }

    /// The first day of it where `last` is the last: what is kept of a source that knows no ranges.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use neuron_prices::sources::Period;
    /// assert_eq!("5y".parse::<Period>()?.first(date(2024, 2, 29)), date(2019, 3, 1));
    /// assert_eq!("ytd".parse::<Period>()?.first(date(2024, 2, 29)), date(2024, 1, 1));
    /// # Ok::<(), neuron_prices::PricesError>(())
    /// ```
    #[must_use]
    pub fn first(&self, last: Date) -> Date {
        let range = match self.0 {
            Asked::Between(first, _) => return first,
            Asked::Range(range) => range,
        };
        let span = match range {
            "1d" => 1.day(),
            "5d" => 7.days(),
            "1mo" => 1.month(),
            "3mo" => 3.months(),
            "6mo" => 6.months(),
            "1y" => 1.year(),
            "2y" => 2.years(),
            "5y" => 5.years(),
            "10y" => 10.years(),
            "ytd" => return last.first_of_year(),
            _ => return Date::MIN,
        };
        // The day of that date before is in the period before.
        last.saturating_sub(span).saturating_add(1.day())
    }

    /// The part of the query that states it.
    pub(super) fn query(&self) -> String {
        match self.0 {
            Asked::Range(range) => format!("range={range}"),
            Asked::Between(first, last) => {
                // The second moment is not included any more.
                format!("period1={}&period2={}", seconds(first), seconds(last) + 86_400)
            }
        }
    }
}

/// Seconds from 1970 to the begin of a day in Greenwich.
fn seconds(day: Date) -> i64 {
    let day = day.to_zoned(jiff::tz::TimeZone::UTC);
    day.map_or(0, |day| day.timestamp().as_second())
}

impl FromStr for Period {
    type Err = PricesError;

    fn from_str(text: &str) -> Result<Self, PricesError> {
        if let Some(range) = RANGES.iter().find(|range| **range == text) {
            return Ok(Self(Asked::Range(range)));
        }
        if let Some((first, last)) = text.split_once("..")
            && let (Ok(first), Ok(last)) = (first.parse(), last.parse())
        {
            return Self::between(first, last);
        }
        Err(PricesError::Setting {
            name: "period",
            found: format!("`{}`", text.escape_debug()),
            expected: "1d, 5d, 1mo, 3mo, 6mo, 1y, 2y, 5y, 10y, ytd, max, or FIRST..LAST such as \
                       2024-01-01..2024-06-30",
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Asked::Range(range) => f.write_str(range),
            Asked::Between(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

/// From one bar to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interval {
    /// A day.
    #[default]
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
}

impl Interval {
    /// Whether two days are of the same bar.
    pub(super) fn same(self, one: Date, two: Date) -> bool {
        match self {
            Self::Day => one == two,
            Self::Week => {
                let week = |day: Date| (day.iso_week_date().year(), day.iso_week_date().week());
                week(one) == week(two)
            }
            Self::Month => (one.year(), one.month()) == (two.year(), two.month()),
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "1d",
            Self::Week => "1wk",
            Self::Month => "1mo",
        })
    }
}
