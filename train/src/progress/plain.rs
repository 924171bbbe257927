//! Numbers and names as they are shown.

use std::time::Duration;

/// Text that cannot steer the terminal: no control character of a file's or a class's name gets
/// through.
pub(super) fn text(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// `0:07`, `12:30`, `3:05:00`.
pub(super) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs() + u64::from(duration.subsec_millis() >= 500);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// Four significant digits where they fit: `0.4312`, `12.35`, `1.2e-5`.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        value.to_string()
    } else if size != 0.0 && !(1e-3..1e6).contains(&size) {
        format!("{value:.2e}")
    } else if size < 10.0 {
        format!("{value:.4}")
    } else {
        format!("{value:.2}")
    }
}

/// `12,345`; a rate below ten keeps a digit.
pub(super) fn rate(value: f64) -> String {
    if value < 10.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(duration(Duration::from_millis(59_600)), "1:00");
        assert_eq!(duration(Duration::from_secs(11_105)), "3:05:05");
        assert_eq!((number(0.43123), number(12.345)), ("0.4312".into(), "12.35".into()));
        assert_eq!((number(1.23e-5), number(f64::NAN)), ("1.23e-5".into(), "NaN".into()));
        assert_eq!(
            (rate(3.26), rate(987.0), rate(1_234_567.0)),
            ("3.3".into(), "987".into(), "1,234,567".into())
        );
        assert_eq!(text("a\u{1b}[2Jb\n"), "a\u{fffd}[2Jb\u{fffd}");
    }
}
