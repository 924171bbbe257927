//! Comparison of arrays within a tolerance.

/// The place where two arrays differ most, measured in tolerances, and by how many of them.
///
/// A difference of one tolerance is `relative · |expected| + absolute`. Equal infinities do not differ;
/// a NaN differs infinitely from all that is no NaN.
///
/// ```
/// let (place, times) = neuron_testkit::farthest(&[1.0, 2.2], &[1.0, 2.0], 0.05, 0.0).unwrap();
/// assert_eq!(place, 1);
/// assert!((times - 2.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn farthest(
    found: &[f64],
    expected: &[f64],
    relative: f64,
    absolute: f64,
) -> Option<(usize, f64)> {
    let times = found.iter().zip(expected).map(|(found, expected)| {
        let same = found == expected || found.is_nan() && expected.is_nan();
        if same {
            return 0.0;
        }
        let times = (found - expected).abs() / (relative * expected.abs() + absolute);
        if times.is_nan() { f64::INFINITY } else { times }
    });
    times.enumerate().max_by(|a, b| a.1.total_cmp(&b.1))
}

/// Panics with the place and both values unless `found` is `expected` within
/// `relative · |expected| + absolute`, everywhere.
///
/// ```
/// neuron_testkit::assert_close(&[1.0 + 1e-7], &[1.0], 1e-6, 0.0);
/// ```
///
/// # Panics
/// Where a value is farther away, or the lengths differ.
#[track_caller]
pub fn assert_close(found: &[f64], expected: &[f64], relative: f64, absolute: f64) {
    assert_eq!(found.len(), expected.len(), "as many values as expected");
    if let Some((place, times)) = farthest(found, expected, relative, absolute) {
        assert!(
            times <= 1.0,
            "value {place} is {}, expected {}: {times:.1} times the tolerance away",
            found[place],
            expected[place],
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{assert_close, farthest};

    #[test]
    fn what_is_not_a_number_is_far_from_numbers_only() {
        let nan = f64::NAN;
        let infinity = f64::INFINITY;
        assert_close(&[nan, infinity], &[nan, infinity], 0.0, 0.0);
        for (found, expected) in
            [(nan, 1.0), (1.0, nan), (infinity, 1.0), (1.0, infinity), (0.1, 0.0)]
        {
            assert!(farthest(&[0.0, found], &[0.0, expected], 1e-3, 1e-3).unwrap().1 > 1.0);
        }
    }

    #[test]
    #[should_panic(expected = "value 1 is 3, expected 2: 10.0 times")]
    fn the_value_is_named() {
        assert_close(&[1.0, 3.0], &[1.0, 2.0], 0.05, 0.0);
    }
}
