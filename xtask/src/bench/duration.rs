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

/// A quotient: as [`three_digits`], and with two digits that say something where it is small.
pub(crate) fn ratio(value: f64) -> String {
    if value >= 0.0995 || value <= 0.0 {
        return three_digits(value);
    }
    let zeros = (-value.log10()).floor() as usize;
    format!("{value:.*}", zeros + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_ratio_keeps_two_digits() {
        let known = [(1.949, "1.95"), (0.1, "0.10"), (0.0731, "0.073"), (0.003_726, "0.0037")];
        for (value, text) in known {
            assert_eq!(ratio(value), text);
        }
    }

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
