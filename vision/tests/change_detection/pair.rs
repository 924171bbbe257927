//! Pairs of dates: what fits, registration, radiometry.

use crate::reference_values as expected;
use crate::scene::{COLUMNS, ROWS, assert_close, pair};
use neuron_vision::change_detection::methods::{IrMadOptions, ir_mad};
use neuron_vision::change_detection::pair::{Scene, ScenePair, find_shift, fit_lines};

/// A smooth ground, moved: known between pixels too.
fn waves(rows: f64, columns: f64) -> Scene {
    let value = |at: usize| {
        let (y, x) = ((at / 48) as f64 - rows, (at % 48) as f64 - columns);
        let ground =
            (0.31 * y + 0.23 * x).sin() + (0.41 * x - 0.13 * y).cos() + (0.006 * x * y).sin();
        (100.0 + 20.0 * ground) as f32
    };
    let first: Vec<f32> = (0..40 * 48).map(value).collect();
    let second = first.iter().map(|value| 5.0 - 0.2 * value);
    let values = first.iter().copied().chain(second).collect();
    Scene::new([2, 40, 48], values, None).unwrap()
}

#[test]
fn shifts_are_found_between_pixels_and_undone() {
    for (rows, columns) in [(0.0, 0.0), (2.0, -1.0), (0.4, 1.3), (-1.6, 0.25)] {
        let pair = ScenePair::new(waves(0.0, 0.0), waves(rows, columns)).unwrap();
        let shift = find_shift(&pair, 3).unwrap();
        let error = (shift.rows - rows).abs().max((shift.columns - columns).abs());
        assert!(error < 0.12, "{shift:?}, expected {rows} {columns}");
        let registered = pair.clone().registered(&shift).unwrap();
        let away = |pair: &ScenePair| {
            let dates = pair.before().band(0).iter().zip(pair.after().band(0)).zip(pair.seen());
            let seen = dates.filter(|(_, seen)| **seen).map(|((a, b), _)| f64::from((a - b).abs()));
            let values: Vec<f64> = seen.collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        assert!(away(&registered) < 1.5, "{} of {}", away(&registered), away(&pair));
        // What came from outside is not seen.
        let lost = pair.seen_pixels() - registered.seen_pixels();
        assert!((lost > 0) == (rows != 0.0 || columns != 0.0), "{lost}");
    }
}

#[test]
fn a_shift_at_the_edge_of_the_search_is_refused() {
    let pair = ScenePair::new(waves(0.0, 0.0), waves(5.0, 0.0)).unwrap();
    let said = find_shift(&pair, 3).unwrap_err().to_string();
    assert!(said.starts_with("the best match is at the edge of the search"), "{said}");
}

#[test]
fn lines_are_those_of_numpy() {
    let pair = pair();
    let found = ir_mad(&pair, &IrMadOptions { rounds: 8, tolerance: 0.0 }).unwrap();
    let lines = fit_lines(&pair, Some(&found.unchanged)).unwrap();
    let lines_flat: Vec<f64> = lines.iter().flat_map(|line| [line.slope, line.offset]).collect();
    assert_close(&lines_flat, &expected::LINES, 1e-8);
    // The second date is in the light of the first then.
    let again = fit_lines(&pair.with_lines(&lines), Some(&found.unchanged)).unwrap();
    assert!(again.iter().all(|line| (line.slope - 1.0).abs() < 0.05), "{again:?}");
}

#[test]
fn standardised_bands_have_mean_0_and_deviation_1() {
    let pair = pair().standardised().unwrap();
    for scene in [pair.before(), pair.after()] {
        for band in 0..scene.bands() {
            let values = scene.band(band).iter().zip(pair.seen()).filter(|(_, seen)| **seen);
            let values: Vec<f64> = values.map(|(&value, _)| f64::from(value)).collect();
            let count = values.len() as f64;
            let mean = values.iter().sum::<f64>() / count;
            let square = values.iter().map(|value| value * value).sum::<f64>() / count;
            assert!(mean.abs() < 1e-6 && (square - 1.0).abs() < 1e-6, "{mean} {square}");
        }
    }
}

#[test]
fn pixels_are_seen_where_all_bands_of_both_dates_are() {
    let nan = f32::NAN;
    let before = Scene::new([2, 1, 3], vec![1.0, nan, 1.0, 1.0, 1.0, 1.0], None).unwrap();
    let seen = [true, true, false];
    let after = Scene::new([2, 1, 3], vec![1.0; 6], Some(&seen)).unwrap();
    assert_eq!(ScenePair::new(before, after).unwrap().seen(), [true, false, false]);
}

#[test]
fn what_does_not_fit_is_refused() {
    let scene = |shape: [usize; 3], value: f32| {
        Scene::new(shape, vec![value; shape.iter().product()], None).unwrap()
    };
    let said = |before, after| ScenePair::new(before, after).unwrap_err().to_string();
    insta::assert_snapshot!(said(scene([2, 4, 5], 1.0), scene([2, 4, 6], 1.0)), @"the first date is 5×4 pixels, the second 6×4: cut or resample them to the same grid first");
    insta::assert_snapshot!(said(scene([2, 4, 5], 1.0), scene([3, 4, 5], 1.0)), @"the first date has 2 bands, the second 3: give the same bands of both");
    insta::assert_snapshot!(said(scene([1, 2, 2], f32::NAN), scene([1, 2, 2], 1.0)), @"change detection needs at least 1 pixels seen at both dates, found 0 of 4");
    let wrong = Scene::new([2, 4, 5], vec![0.0; 39], None).unwrap_err().to_string();
    insta::assert_snapshot!(wrong, @"an image of 2 bands of 5×4 pixels has 40 values, found 39");
    let flat = ScenePair::new(scene([1, 9, 9], 1.0), scene([1, 9, 9], 1.0)).unwrap();
    insta::assert_snapshot!(flat.standardised().unwrap_err().to_string(), @"band 1 of the first date has one value everywhere, 1: leave it out");
    assert!(find_shift(&flat, 3).is_err() && fit_lines(&flat, None).is_err());
    assert!(fit_lines(&pair(), Some(&[1.0; ROWS * COLUMNS - 1])).is_err());
}
