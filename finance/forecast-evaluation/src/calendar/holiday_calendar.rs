use super::{Holiday, HolidayRule};
use crate::EvaluationError;
use jiff::civil::{Date, Weekday};
use serde::Serialize;
use toml::{Table, Value};

/// A list of holidays.
///
/// ```
/// use neuron_forecast_evaluation::calendar::HolidayCalendar;
/// use jiff::civil::date;
/// let federal = HolidayCalendar::us_federal();
/// assert_eq!(federal.on(date(2024, 11, 28)), ["Thanksgiving Day"]);
/// let own = HolidayCalendar::from_toml(
///     "[[holiday]]\nname = \"stocktaking\"\ndates = [\"2024-01-02\", \"2025-01-03\"]\n\
///      [[holiday]]\nname = \"Good Friday\"\neaster = -2\n",
/// )?;
/// assert_eq!(own.on(date(2024, 3, 29)), ["Good Friday"]);
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HolidayCalendar {
    /// The holidays, in the order of their features.
    pub holidays: Vec<Holiday>,
}

impl HolidayCalendar {
    /// The federal holidays of the United States by the rules of 5 U.S.C. 6103, as observed:
    /// Monday holidays since 1971, Birthday of Martin Luther King since 1986, Veterans Day on 11
    /// November since 1978, Juneteenth since 2021.
    #[must_use]
    pub fn us_federal() -> Self {
        let (mon, thu) = (0, 3);
        let fixed = |name: &str, month, day, first| Holiday {
            first_year: first,
            observed: true,
            ..Holiday::new(name, HolidayRule::Fixed { month, day })
        };
        let nth = |name: &str, month, weekday, nth, first| Holiday {
            first_year: first,
            ..Holiday::new(name, HolidayRule::NthWeekday { month, weekday, nth })
        };
        let holidays = vec![
            fixed("New Year's Day", 1, 1, None),
            nth("Birthday of Martin Luther King", 1, mon, 3, Some(1986)),
            nth("Washington's Birthday", 2, mon, 3, Some(1971)),
            nth("Memorial Day", 5, mon, -1, Some(1971)),
            fixed("Juneteenth", 6, 19, Some(2021)),
            fixed("Independence Day", 7, 4, None),
            nth("Labor Day", 9, mon, 1, None),
            nth("Columbus Day", 10, mon, 2, Some(1971)),
            fixed("Veterans Day", 11, 11, Some(1978)),
            nth("Thanksgiving Day", 11, thu, 4, Some(1942)),
            fixed("Christmas Day", 12, 25, None),
        ];
        Self { holidays }
    }

    /// Days that move retail sales in the United States: those on which people buy, on the day
    /// itself rather than as observed. The Super Bowl was on the first Sunday of February from
    /// 2004 to 2021 and is on the second since.
    #[must_use]
    pub fn us_retail() -> Self {
        let fixed = |name: &str, month, day| Holiday::new(name, HolidayRule::Fixed { month, day });
        let nth = |name: &str, month, weekday, nth| {
            Holiday::new(name, HolidayRule::NthWeekday { month, weekday, nth })
        };
        let (mon, thu, sun) = (0, 3, 6);
        let holidays = vec![
            fixed("New Year's Day", 1, 1),
            Holiday { last_year: Some(2021), ..nth("Super Bowl", 2, sun, 1) },
            Holiday { first_year: Some(2022), ..nth("Super Bowl (second Sunday)", 2, sun, 2) },
            fixed("Valentine's Day", 2, 14),
            Holiday::new("Easter", HolidayRule::Easter { offset: 0 }),
            nth("Mother's Day", 5, sun, 2),
            nth("Memorial Day", 5, mon, -1),
            fixed("Independence Day", 7, 4),
            nth("Labor Day", 9, mon, 1),
            fixed("Halloween", 10, 31),
            nth("Thanksgiving Day", 11, thu, 4),
            fixed("Christmas Day", 12, 25),
        ];
        Self { holidays }
    }

    /// Reads a list of `[[holiday]]` tables: a `name` and one of `dates = ["2024-05-31", …]`,
    /// `month` with `day`, `month` with `weekday` and `nth` (−1 is the last), or `easter` (days
    /// after it); optionally `first_year`, `last_year`, `observed`.
    ///
    /// # Errors
    /// Says which holiday, which key and what was expected.
    pub fn from_toml(text: &str) -> Result<Self, EvaluationError> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            EvaluationError::Holidays(error.message().to_owned())
        })?;
        let list = table.get("holiday").and_then(Value::as_array).ok_or_else(|| {
            EvaluationError::Holidays("there is no `[[holiday]]` in it".to_owned())
        })?;
        let holidays = list.iter().enumerate().map(|(i, entry)| read_holiday(i + 1, entry));
        Ok(Self { holidays: holidays.collect::<Result<_, _>>()? })
    }

    /// Adds the holidays of another list after its own.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.holidays.extend(other.holidays);
        self
    }

    /// The names of the holidays that are kept on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Vec<&str> {
        let kept = self.holidays.iter().filter(|holiday| !holiday.within(day, day).is_empty());
        kept.map(|holiday| holiday.name.as_str()).collect()
    }
}

fn read_holiday(number: usize, entry: &Value) -> Result<Holiday, EvaluationError> {
    let name = entry.get("name").and_then(Value::as_str).unwrap_or_default();
    let wrong =
        |what: &str| EvaluationError::Holidays(format!("holiday {number} `{name}`: {what}"));
    if name.is_empty() {
        return Err(wrong("`name` is missing"));
    }
    let whole = |key: &str, low: i64, high: i64| match entry.get(key) {
        None => Ok(None),
        Some(value) => match value.as_integer() {
            Some(n) if (low..=high).contains(&n) => Ok(Some(n)),
            _ => Err(wrong(&format!("`{key}` is {value}, expected {low} to {high}"))),
        },
    };
    let small = |key: &str, low: i64, high: i64| {
        whole(key, low, high).map(|n| n.and_then(|n| i8::try_from(n).ok()))
    };
    let (month, day) = (small("month", 1, 12)?, small("day", 1, 31)?);
    let nth = small("nth", -5, 5)?.filter(|&nth| nth != 0);
    let rule = if let Some(dates) = entry.get("dates") {
        let dates = dates.as_array().ok_or_else(|| wrong("`dates` is not a list"))?;
        let read = |value: &Value| {
            let day = value.as_str().and_then(|text| text.parse::<Date>().ok());
            day.ok_or_else(|| wrong(&format!("{value} is not a date such as \"2024-05-31\"")))
        };
        HolidayRule::Dates(dates.iter().map(read).collect::<Result<_, _>>()?)
    } else if let Some(offset) = whole("easter", -200, 200)? {
        HolidayRule::Easter { offset: offset as i32 }
    } else if let (Some(month), Some(day)) = (month, day) {
        HolidayRule::Fixed { month, day }
    } else if let (Some(month), Some(nth), Some(text)) =
        (month, nth, entry.get("weekday").and_then(Value::as_str))
    {
        let weekday = weekday(text).ok_or_else(|| wrong(&format!("`{text}` is no weekday")))?;
        HolidayRule::NthWeekday { month, weekday, nth }
    } else {
        return Err(wrong(
            "expected `dates`, `month` with `day`, `month` with `weekday` and `nth`, or `easter`",
        ));
    };
    let year = |key| whole(key, 1, 9999).map(|year| year.and_then(|n| i16::try_from(n).ok()));
    Ok(Holiday {
        name: name.to_owned(),
        rule,
        first_year: year("first_year")?,
        last_year: year("last_year")?,
        observed: entry.get("observed").and_then(Value::as_bool).unwrap_or(false),
    })
}

fn weekday(name: &str) -> Option<i8> {
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = names.iter().position(|known| *known == name.to_ascii_lowercase())?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()?;
    i8::try_from(at).ok()
}
