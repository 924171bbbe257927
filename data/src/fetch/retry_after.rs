use std::time::Duration;

/// The wait that a `Retry-After` header asks for (RFC 9110, 10.2.3): seconds, or a date, which is
/// compared with the response's own `Date`, so that this machine's clock has no say.
pub(crate) fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (until, now) = (seconds(value)?, seconds(date?)?);
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// Seconds since the year 0 of a date like `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let parts: Vec<&str> = date.split_whitespace().collect();
    let [_, day, month, year, time, "GMT"] = parts[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? as u64;
    let (day, year): (u64, u64) = (day.parse().ok()?, year.parse().ok()?);
    let clock: Vec<u64> = time.split(':').map_while(|part| part.parse().ok()).collect();
    let [hours, minutes, seconds] = clock[..] else { return None };
    if !(1..=31).contains(&day) || !(1..=9999).contains(&year) || hours > 23 || minutes > 59 {
        return None;
    }
    // Days of the civil calendar, counted in years that start in March.
    let years = if month < 2 { year - 1 } else { year };
    let days = years * 365 + years / 4 - years / 100 + years / 400;
    let days = days + (153 * ((month + 10) % 12) + 2) / 5 + day;
    Some(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::retry_after;
    use std::time::Duration;

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(retry_after("120", None), Some(Duration::from_secs(120)));
        let date = Some("Thu, 29 Feb 2024 23:59:30 GMT");
        let wait = retry_after("Fri, 01 Mar 2024 00:00:10 GMT", date);
        assert_eq!(wait, Some(Duration::from_secs(40)));
        // 2024-03-01 to 2025-01-01 are 306 days.
        let wait =
            retry_after("Wed, 01 Jan 2025 00:00:00 GMT", Some("Fri, 01 Mar 2024 00:00:00 GMT"));
        assert_eq!(wait, Some(Duration::from_secs(306 * 86_400)));
        assert_eq!(retry_after("Fri, 01 Mar 2024 00:00:10 GMT", None), None);
        assert_eq!(retry_after("soon", date), None);
        assert_eq!(retry_after("Thu, 99 Feb 99999999999999999999 0:0:0 GMT", date), None);
    }
}
