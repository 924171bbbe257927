//! Which cores of the machine the process sees.

use std::ops::Range;

use super::settings::Settings;
use super::status::{Outcome, Status};

const VISIBLE: &str = "NEURON_RT_VISIBLE_CORES";
const NUMBER: &str = "NEURON_RT_NUM_CORES";
const BUSY: &str = "NEURON_SIM_BUSY_CORES";

/// The cores of a machine with `total` of them that the process sees: those of `NEURON_RT_VISIBLE_CORES`, else as
/// many as `NEURON_RT_NUM_CORES` says, else all.
///
/// # Errors
/// A list that is malformed or has gaps, cores that the machine does not have or another process holds.
pub(crate) fn visible(settings: &Settings, total: u32) -> Outcome<Range<u32>> {
    let busy = settings.text(BUSY).map(|text| parse(BUSY, &text)).transpose()?;
    let is_busy = |core: u32| busy.as_ref().is_some_and(|busy| busy.contains(&core));
    let range = if let Some(text) = settings.text(VISIBLE) {
        parse(VISIBLE, &text)?
    } else {
        let number = settings.number(NUMBER)?.unwrap_or(0);
        let free = (0..total).find(|&core| !is_busy(core)).unwrap_or(total);
        let rest = total - free;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        free..free.saturating_add(if number == 0 { rest.max(1) } else { number })
    };
    let taken = range.clone().find(|&core| core >= total || is_busy(core));
    if taken.is_some() {
        let available = (0..total).filter(|&core| !is_busy(core)).count();
        return Err(Status::FAILURE.because(format!(
            "Logical Neuron Core(s) not available - Requested: nc{}-nc{} Available: {available} of {total}",
            range.start,
            range.end - 1
        )));
    }
    Ok(range)
}

/// A list such as `0,1,4-7`, which has to be ascending and without gaps.
fn parse(name: &str, text: &str) -> Outcome<Range<u32>> {
    let fail = |reason: String| Status::INVALID.because(format!("`{name}` is `{text}`: {reason}"));
    let mut range: Option<Range<u32>> = None;
    for item in text.split(',').map(str::trim) {
        let (first, last) = item.split_once('-').unwrap_or((item, item));
        let number = |text: &str| {
            let error = |_| fail(format!("`{item}` is neither a core nor a range of cores"));
            text.trim().parse::<u32>().map_err(error)
        };
        let (first, last) = (number(first)?, number(last)?);
        let Some(end) = last.checked_add(1).filter(|&end| end > first) else {
            return Err(fail(format!("the range `{item}` is empty")));
        };
        range = Some(match range {
            None => first..end,
            Some(range) if range.end == first => range.start..end,
            Some(_) => return Err(fail("cores must be contiguous and ascending".to_owned())),
        });
    }
    range.ok_or_else(|| fail("it names no core".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cores(variables: &[(&str, &str)], total: u32) -> Result<Range<u32>, (i32, String)> {
        let settings = Settings::new();
        for (name, value) in variables {
            settings.set(name, Some(value));
        }
        visible(&settings, total).map_err(|failure| (failure.status.0, failure.message))
    }

    #[test]
    fn lists_ranges_and_numbers() {
        assert_eq!(cores(&[], 4), Ok(0..4));
        assert_eq!(cores(&[(VISIBLE, "2")], 4), Ok(2..3));
        assert_eq!(cores(&[(VISIBLE, "0,1, 2-3")], 4), Ok(0..4));
        assert_eq!(cores(&[(NUMBER, "3")], 4), Ok(0..3));
        assert_eq!(cores(&[(NUMBER, "0")], 4), Ok(0..4));
        assert_eq!(cores(&[(NUMBER, "1"), (VISIBLE, "2-3")], 4), Ok(2..4), "the list overrides");
        assert_eq!(cores(&[(NUMBER, "2"), (BUSY, "0")], 4), Ok(1..3), "the first that are free");
    }

    #[test]
    fn what_is_wrong_with_a_list_is_said() {
        let message = |text| cores(&[(VISIBLE, text)], 8).unwrap_err();
        let contiguous = "cores must be contiguous and ascending";
        for text in ["0,2", "1,0", "0,0", "0-2,2-3"] {
            assert_eq!(message(text), (2, format!("`{VISIBLE}` is `{text}`: {contiguous}")));
        }
        assert_eq!(message("3-1"), (2, format!("`{VISIBLE}` is `3-1`: the range `3-1` is empty")));
        for text in ["a", "1-", "-1", ","] {
            assert_eq!(message(text).0, 2, "{text}");
        }
    }

    #[test]
    fn cores_that_are_not_there_or_taken_are_not_available() {
        let expected =
            "Logical Neuron Core(s) not available - Requested: nc2-nc4 Available: 4 of 4";
        assert_eq!(cores(&[(VISIBLE, "2-4")], 4), Err((1, expected.to_owned())));
        assert_eq!(cores(&[(NUMBER, "5")], 4).unwrap_err().0, 1);
        assert_eq!(cores(&[(VISIBLE, "0-1"), (BUSY, "1")], 4).unwrap_err().0, 1);
        assert_eq!(cores(&[(BUSY, "0-3")], 4).unwrap_err().0, 1);
    }
}
