//! Times as people read them.

/// Nanoseconds with the unit that keeps the number between 1 and 1000, and three digits.
pub(crate) fn readable(nanoseconds: f64) -> String {
    let (value, unit) = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")]
        .into_iter()
        .find(|(size, _)| nanoseconds >= *size)
        .map_or((nanoseconds, "ns"), |(size, unit)| (nanoseconds / size, unit));
    format!("{} {unit}", three_digits(value))
}

/// A number with three significant digits, without an exponent.
pub(crate) fn three_digits(value: f64) -> String {
    match value {
        _ if value >= 99.95 => format!("{value:.0}"),
        _ if value >= 9.995 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_three_digits_and_a_unit() {
        let known = [
            (0.5, "0.50 ns"),
            (999.0, "999 ns"),
            (1_000.0, "1.00 µs"),
            (12_345.0, "12.3 µs"),
            (236_000_000.0, "236 ms"),
            (9_999_000.0, "10.0 ms"),
            (61_234_000_000.0, "61.2 s"),
        ];
        for (nanoseconds, text) in known {
            assert_eq!(readable(nanoseconds), text);
        }
    }
}
