use crate::{Place, PricesError};
use jiff::civil::Date;

/// How days are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayFormat {
    /// `2024-01-31`, as ISO 8601 has it; a time behind it is not looked at.
    #[default]
    Iso,
    /// `1/31/2024`.
    MonthDayYear,
    /// `31.1.2024`, `31/1/2024`.
    DayMonthYear,
}

impl DayFormat {
    /// The day that a cell names.
    pub(crate) fn read(
        self,
        text: &str,
        place: impl FnOnce() -> Place,
    ) -> Result<Date, PricesError> {
        self.day(text).ok_or_else(|| {
            let expected = match self {
                Self::Iso => "a day such as 2024-01-31, or state how days are written",
                Self::MonthDayYear => "a day such as 1/31/2024",
                Self::DayMonthYear => "a day such as 31.1.2024",
            };
            let shown: String = text.chars().take(60).collect();
            let what = format!("`{}` is no day: expected {expected}", shown.escape_debug());
            PricesError::format(place(), what)
        })
    }

    fn day(self, text: &str) -> Option<Date> {
        if self == Self::Iso {
            // Some write the moment of a day's begin; the day is the one that is written.
            let day = match text.as_bytes().get(10) {
                Some(b' ' | b'T') => text.get(..10)?,
                _ => text,
            };
            return day.parse().ok();
        }
        let parts: Vec<i16> =
            text.split(['/', '.', '-']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [first, second, year] = parts[..] else { return None };
        let (month, day) = match self {
            Self::MonthDayYear => (first, second),
            _ => (second, first),
        };
        // Two digits of a year may be of any century.
        (year >= 1000)
            .then(|| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::DayFormat::{DayMonthYear, Iso, MonthDayYear};
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_they_are_written() {
        let new_year = Some(date(2024, 1, 2));
        for text in ["2024-01-02", "20240102", "2024-01-02 00:00:00-05:00", "2024-01-02T21:00:00Z"]
        {
            assert_eq!(Iso.day(text), new_year, "{text}");
        }
        assert_eq!(MonthDayYear.day("1/2/2024"), new_year);
        assert_eq!(DayMonthYear.day("2.1.2024"), new_year);
        assert_eq!(DayMonthYear.day("02/01/2024"), new_year);
        for text in
            ["", "2024-02-30", "2024-13-01", "1/2/2024", "1704153600", "2024-01", "ä024-01-02"]
        {
            assert_eq!(Iso.day(text), None, "{text}");
        }
        for text in ["1/2/24", "13/1/2024", "1/2", "1/2/2024/5", "a/b/c", "99999/1/2024"] {
            assert_eq!(MonthDayYear.day(text), None, "{text}");
        }
    }
}
