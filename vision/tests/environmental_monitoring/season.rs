//! Harmonic fits against numpy's least squares, STL against statsmodels (`season.csv`, written by
//! `season.py`).

use crate::series::{close, whole, with_gaps};
use neuron_vision::environmental_monitoring::season::{
    StlOptions, fill_harmonic, fill_linear, fit_harmonic, stl,
};

const TABLE: &str = include_str!("season.csv");

/// A part of a case of the table.
fn expected(case: &str, part: &str) -> Vec<f64> {
    let start = format!("{case},{part},");
    let line = TABLE.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
    line.split(',').map(|field| field.parse().unwrap()).collect()
}

#[test]
fn parts_are_those_of_statsmodels() {
    let mut outliers = whole();
    outliers[10] += 6.0;
    outliers[45] -= 4.0;
    let year = StlOptions::new(12);
    for (case, values, options) in [
        ("plain", whole(), year),
        ("windows", whole(), StlOptions { seasonal: 13, trend: Some(31), ..year }),
        ("short", whole()[..29].to_vec(), year),
        ("odd", whole(), StlOptions { period: 7, seasonal: 9, ..year }),
        ("robust", outliers, StlOptions { robust: true, ..year }),
    ] {
        let found = stl(&values, &options).unwrap();
        for (part, found) in
            [("trend", &found.trend), ("seasonal", &found.season), ("weights", &found.weights)]
        {
            let expected = expected(case, part);
            assert_eq!(found.len(), expected.len());
            let away = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(away < 1e-9, "{case}, {part}: {away}");
        }
        for (at, value) in values.iter().enumerate() {
            let sum = found.trend[at] + found.season[at] + found.remainder[at];
            assert!((sum - value).abs() < 1e-12);
        }
    }
    let weights = expected("robust", "weights");
    assert_eq!([weights[10], weights[45]], [0.0; 2], "outliers lose their weight");
    assert!(weights.iter().filter(|weight| **weight > 0.5).count() > 36);
}

#[test]
fn a_constant_series_has_no_season() {
    for robust in [false, true] {
        let found = stl(&[0.4; 30], &StlOptions { robust, ..StlOptions::new(6) }).unwrap();
        assert!(found.season.iter().all(|value| value.abs() < 1e-12));
        assert!(found.trend.iter().all(|value| (value - 0.4).abs() < 1e-12));
    }
}

#[test]
fn what_cannot_be_decomposed_is_refused() {
    let said = |values: &[f64], options: StlOptions| stl(values, &options).unwrap_err().to_string();
    let year = StlOptions::new(12);
    insta::assert_snapshot!(said(&with_gaps(), year), @"value 7 is missing; this analysis needs series without gaps, fill them before");
    insta::assert_snapshot!(said(&[1.0; 23], year), @"a season of 12 values needs at least 24 values that are not missing, found 23");
    insta::assert_snapshot!(said(&[], StlOptions::new(usize::MAX)), @"a season of 18446744073709551615 values needs at least 18446744073709551615 values that are not missing, found 0");
    insta::assert_snapshot!(said(&[1.0; 23], StlOptions::new(1)), @"`period` has to be at least 2, found 1");
    insta::assert_snapshot!(said(&[1.0; 24], StlOptions { seasonal: 8, ..year }), @"`seasonal` has to be an odd number, at least 3, found 8");
    insta::assert_snapshot!(said(&[1.0; 24], StlOptions { trend: Some(0), ..year }), @"`trend` has to be an odd number, at least 3, found 0");
    insta::assert_snapshot!(said(&[f64::INFINITY; 24], year), @"value 0 is infinite; a gap is written as NaN or left empty");
}

/// Months that are not quite equally spaced.
fn times() -> Vec<f64> {
    (0..72).map(|at| 2000.0 + f64::from(at) / 12.0 + 0.003 * f64::from(at).sin()).collect()
}

#[test]
fn waves_are_those_of_numpy() {
    let found = fit_harmonic(&times(), &whole(), 1.0, 2).unwrap();
    let [first, second] = found.waves[..] else { panic!("two waves") };
    for (found, expected) in [
        (found.level, 0.89797529993722),
        (found.trend, 0.4813173225468331),
        (first.amplitude, 1.3074635742983312),
        (first.phase, 1.9994482656051602),
        (second.amplitude, 0.03176432669138195),
        (second.phase, -0.604833678372128),
        (found.squares, 6.3737196128452975),
        (found.at(2007.25), 5.550569938350809),
        (found.top(0).unwrap(), 1.9994482656051602 / std::f64::consts::TAU),
    ] {
        assert!(close(found, expected), "{found}, expected {expected}");
    }
    assert_eq!(found.top(2), None);
}

#[test]
fn gaps_are_filled_by_lines_and_waves() {
    let mut values = with_gaps();
    assert_eq!(fill_harmonic(&times(), &mut values, 1.0, 3).unwrap(), 3);
    assert!(close(values[40], 3.6959442384282357), "{}", values[40]);
    assert_eq!(values.iter().zip(whole()).filter(|(a, b)| *a != b).count(), 3);

    let mut values = with_gaps();
    (values[0], values[71]) = (f64::NAN, f64::NAN);
    assert_eq!(fill_linear(&times(), &mut values, None).unwrap(), 3);
    assert!(close(values[40], 3.650438903411084), "{}", values[40]);
    // Nothing is known before the first value and behind the last.
    assert!(values[0].is_nan() && values[71].is_nan());
    let mut values = with_gaps();
    assert_eq!(fill_linear(&times(), &mut values, Some(0.2)).unwrap(), 1);
    assert!(!values[7].is_nan() && values[40].is_nan() && values[41].is_nan());
    let mut none = [f64::NAN; 72];
    assert_eq!(fill_linear(&times(), &mut none, None).unwrap(), 0);
}

#[test]
fn what_cannot_be_filled_is_refused() {
    let nan = f64::NAN;
    let waves = |times: &[f64], values: &mut [f64], period, waves| {
        fill_harmonic(times, values, period, waves).unwrap_err().to_string()
    };
    insta::assert_snapshot!(waves(&[1.0, 2.0, 3.0, 4.0], &mut [1.0, 2.0, 3.0, nan], 1.0, 1), @"a fit of 1 waves needs at least 5 values that are not missing, found 3");
    insta::assert_snapshot!(waves(&[1.0], &mut [nan, 1.0], 1.0, 1), @"the times cannot be taken: expected 2 as of the values, found 1");
    insta::assert_snapshot!(waves(&[1.0, nan], &mut [nan, 1.0], 1.0, 1), @"the times cannot be taken: time 1 is NaN");
    insta::assert_snapshot!(waves(&[1.0], &mut [nan], 0.0, 1), @"`period` has to be above 0, found 0");
    insta::assert_snapshot!(waves(&[1.0], &mut [nan], 1.0, usize::MAX), @"`waves` has to be at most 100, found 18446744073709551615");
    let line = fill_linear(&[2.0, 1.0], &mut [1.0, 2.0], None).unwrap_err().to_string();
    insta::assert_snapshot!(line, @"the times cannot be taken: time 1 is not later than the one before");
}
