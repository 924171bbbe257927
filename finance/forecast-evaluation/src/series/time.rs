use jiff::civil::{Date, DateTime};

/// Reads a time: `2024-05-31`, `2024-05-31T13:00`, `2024-05-31 13:00:00`, a month `2024-05` or a
/// year `2024` (their first day).
///
/// ```
/// use neuron_forecast_evaluation::series::parse_time;
/// use jiff::civil::date;
/// assert_eq!(parse_time("2024-05"), Some(date(2024, 5, 1).at(0, 0, 0, 0)));
/// assert_eq!(parse_time("31.5.2024"), None);
/// ```
#[must_use]
pub fn parse_time(text: &str) -> Option<DateTime> {
    let text = text.trim();
    if let Ok(time) = text.parse::<DateTime>() {
        return Some(time);
    }
    if let Ok(time) = DateTime::strptime("%Y-%m-%d %H:%M", text) {
        return Some(time);
    }
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = text.split_once('-').unwrap_or((text, "1"));
    if year.len() != 4 || !digits(year) || month.is_empty() || !digits(month) {
        return None;
    }
    Some(
        Date::new(year.parse().ok()?, month.parse().ok()?, 1)
            .ok()?
            .to_datetime(jiff::civil::Time::midnight()),
    )
}

/// Whole days without a clock time when it is midnight.
pub(crate) fn show(time: DateTime) -> String {
    if time.time() == jiff::civil::Time::midnight() {
        time.date().to_string()
    } else {
        time.to_string()
    }
}
