//! Days, as files and tables write them.

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day of the years 1900 to 2100, if there is such a day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_day = (1900..=2100).contains(&year)
            && (1..=12).contains(&month)
            && (1..=length(year, month)).contains(&day);
        is_day.then_some(Self { year, month, day })
    }

    /// A text that is a date and nothing else: `2004-06-09`, `2004_06_09` or `20040609`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::at(text.as_bytes()).filter(|(_, length)| *length == text.len()).map(|(date, _)| date)
    }

    /// The first date in a name, with no digit right before or behind it: of
    /// `S2A_20200105T105021_T32.tif` 5 January 2020.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let bytes = name.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        (0..bytes.len()).filter(|&at| at == 0 || !is_digit(at - 1)).find_map(|at| {
            let (date, length) = Self::at(&bytes[at..])?;
            (!is_digit(at + length)).then_some(date)
        })
    }

    /// A date at the start of a text, and how long it is there.
    fn at(text: &[u8]) -> Option<(Self, usize)> {
        let number = |from: usize, count: usize| -> Option<u16> {
            let digits = text.get(from..from + count)?;
            digits.iter().try_fold(0u16, |sum, digit| {
                digit.is_ascii_digit().then(|| 10 * sum + u16::from(digit - b'0'))
            })
        };
        let mark = |at: usize| text.get(at).copied().filter(|mark| matches!(mark, b'-' | b'_'));
        let (gap, length) = match (mark(4), mark(7)) {
            (Some(one), Some(two)) if one == two => (1, 10),
            _ => (0, 8),
        };
        let (month, day) = (number(4 + gap, 2)?, number(6 + 2 * gap, 2)?);
        let date = Self::new(number(0, 4)?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        Some((date, length))
    }

    /// The day as a time in years: 1 January 2004 is 2004, and a day is 1/366 of that year.
    #[must_use]
    pub fn in_years(self) -> f64 {
        let before: u16 = (1..self.month).map(|month| u16::from(length(self.year, month))).sum();
        let of_year = if is_leap(self.year) { 366.0 } else { 365.0 };
        f64::from(self.year) + f64::from(before + u16::from(self.day) - 1) / of_year
    }

    /// The day of a time in years, to the nearest midnight; nothing outside the years 1900 to 2100.
    #[must_use]
    pub fn from_years(time: f64) -> Option<Self> {
        let year = time.floor();
        if !(1900.0..=2100.0).contains(&year) {
            return None;
        }
        let year = year as u16;
        let days = if is_leap(year) { 366.0 } else { 365.0 };
        let mut rest = ((time - f64::from(year)) * days).round() as u16;
        for month in 1..=12 {
            let length = u16::from(length(year, month));
            if rest < length {
                return Self::new(year, month, rest as u8 + 1);
            }
            rest -= length;
        }
        Self::new(year + 1, 1, 1)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days of a month.
const fn length(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_are_found_in_names() {
        let found = |name: &str| Date::find(name).map(|date| date.to_string());
        for name in [
            "S2A_20200105T105021_T32.tif",
            "ndvi_2020-01-05.tif",
            "2020_01_05_b4.tif",
            "99999999_20200105.tif",
            "LC08_193026_20200105_20200823_02.tif",
        ] {
            assert_eq!(found(name).as_deref(), Some("2020-01-05"), "{name}");
        }
        for name in ["ndvi.tif", "20201305.tif", "120200105.tif", "2020-0105.tif", "2019-02-29"] {
            assert_eq!(found(name), None, "{name}");
        }
        assert_eq!(Date::parse("20200105x"), None);
        assert_eq!(Date::parse(" 2020-01-05 "), Date::new(2020, 1, 5));
    }

    #[test]
    fn a_date_is_a_time_in_years_and_back() {
        let day = |text: &str| Date::parse(text).unwrap();
        assert_eq!(day("2004-01-01").in_years(), 2004.0);
        assert_eq!(day("2004-12-31").in_years(), 2004.0 + 365.0 / 366.0);
        assert_eq!(day("2005-03-01").in_years(), 2005.0 + 59.0 / 365.0);
        for text in ["2004-02-29", "2005-12-31", "1999-07-17", "2000-01-01"] {
            let years = day(text).in_years();
            assert_eq!(Date::from_years(years), Some(day(text)), "{text}");
            // As a map of 32-bit numbers keeps it.
            let kept = Date::from_years(f64::from(years as f32)).unwrap();
            assert!((kept.in_years() - years).abs() < 0.003, "{text}: {kept}");
        }
        assert_eq!(Date::from_years(2004.9999), Date::new(2005, 1, 1));
        assert_eq!(Date::from_years(f64::NAN), None);
    }
}
