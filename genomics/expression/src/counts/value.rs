/// A count from text: a whole number of 0 or more, also written as `12.0` or `1e3`.
pub(super) fn count(text: &str) -> Result<u32, &'static str> {
    let text = text.trim();
    if let Ok(value) = text.parse::<u32>()
        && value <= i32::MAX as u32
    {
        return Ok(value);
    }
    match text.parse::<f64>() {
        _ if text.is_empty() => {
            Err("expected a count, found nothing; write 0 where nothing was counted")
        }
        Ok(value) if value.is_nan() => Err("expected a count; leave the gene or the sample out"),
        Ok(value) if value < 0.0 => Err("expected a count of 0 or more"),
        Ok(value) if value > f64::from(i32::MAX) => Err("expected a count of at most 2147483647"),
        Ok(value) if value.fract() != 0.0 => {
            Err("expected a whole number; give raw counts, not normalised values")
        }
        Ok(value) => Ok(value as u32),
        Err(_) => Err("expected a count, a whole number of 0 or more"),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn whole_numbers_in_any_notation_and_nothing_else() {
        assert_eq!(count("12"), Ok(12));
        assert_eq!(count(" 12.0"), Ok(12));
        assert_eq!(count("1e3"), Ok(1000));
        for (text, says) in [
            ("-3", "0 or more"),
            ("2.5", "raw counts"),
            ("NaN", "leave the gene"),
            ("NA", "whole number of 0"),
            ("inf", "at most"),
            ("3000000000", "at most"),
            ("", "nothing"),
        ] {
            assert!(count(text).is_err_and(|what| what.contains(says)), "{text}");
        }
    }
}
