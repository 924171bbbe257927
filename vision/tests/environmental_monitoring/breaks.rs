//! Pieces and season: the fit against numpy's least squares, breaks against where they were put.

use crate::series::{close, whole, with_gaps};
use neuron_random::{Rng, Stream};
use neuron_vision::environmental_monitoring::breaks::{
    BreakOptions, SeasonModel, find_breaks, fit,
};

const SEASON: SeasonModel = SeasonModel { period: 12.0, harmonics: 2 };

#[test]
fn the_fit_is_that_of_numpy() {
    for (values, breaks, squares) in [
        (whole(), vec![], 6.607647685622132),
        (whole(), vec![30], 6.2103886092659994),
        (whole(), vec![30, 50], 5.921615588783594),
        (with_gaps(), vec![], 6.384228003840531),
        (with_gaps(), vec![30], 6.0128207854682625),
        (with_gaps(), vec![30, 50], 5.652856958231437),
    ] {
        let found = fit(&values, SEASON, &breaks).unwrap();
        assert!(close(found.squares, squares), "{breaks:?}: {}", found.squares);
        assert_eq!(found.breaks(), breaks);
    }
    let found = fit(&with_gaps(), SEASON, &[30, 50]).unwrap();
    let levels: Vec<f64> =
        found.pieces.iter().flat_map(|piece| [piece.level, piece.slope]).collect();
    let expected = [
        1.0688701663017302,
        0.028239052636265007,
        2.0642846969292803,
        0.047459246151233925,
        2.6847233530882213,
        0.06170589859099175,
    ];
    assert!(levels.iter().zip(expected).all(|(&found, expected)| close(found, expected)));
    let expected =
        [-0.5779125992257309, 1.2253350797515175, 0.021203320352482714, -0.03441306281755756];
    assert!(found.weights.iter().zip(expected).all(|(&found, expected)| close(found, expected)));
}

/// A year of 23 values, two jumps, noise of a tenth of the smaller one.
fn harvested(seed: u64) -> Vec<f64> {
    let mut rng = Stream::new(seed, "harvest").sample(0).rng();
    (0..200u32)
        .map(|at| {
            let turn = std::f64::consts::TAU * f64::from(at) / 23.0;
            let trend = match at {
                0..109 => 0.85 - 0.0002 * f64::from(at),
                109..133 => 0.55,
                _ => 0.6 + 0.0035 * f64::from(at - 133),
            };
            trend + 0.06 * turn.sin() + 0.02 * (2.0 * turn).cos() + rng.random_range(-0.03..0.03)
        })
        .collect()
}

#[test]
fn breaks_are_found_where_they_were_put() {
    for seed in 0..20 {
        let mut values = harvested(seed);
        for at in [3, 50, 51, 52, 110, 180] {
            values[at] = f64::NAN;
        }
        let found = find_breaks(&values, &BreakOptions::new(23.0)).unwrap();
        let breaks = found.breaks();
        let right =
            breaks.len() == 2 && breaks[0].abs_diff(109) <= 2 && breaks[1].abs_diff(133) <= 2;
        assert!(right, "seed {seed}: {breaks:?}");
        assert!(found.jumps()[0] < -0.2 && found.values == 194);
    }
}

/// The best places and their squares are those that numpy finds by trying all.
#[test]
fn no_other_breaks_fit_better() {
    let step = |at: usize, from: usize, size: f64| if at >= from { size } else { 0.0 };
    let mut two = whole();
    (0..72).for_each(|at| two[at] += step(at, 25, 3.0) - step(at, 50, 2.5));
    [7, 26, 40, 41].iter().for_each(|&at: &usize| two[at] = f64::NAN);
    let one = whole().iter().enumerate().map(|(at, value)| value + step(at, 41, 2.5)).collect();
    for (values, most, breaks, squares) in [
        (one, 1, vec![41], 6.325931281431508),
        (two.clone(), 1, vec![25], 26.487087635882943),
        (two, 2, vec![25, 50], 5.586900250818736),
    ] {
        let values: Vec<f64> = values;
        let options = BreakOptions { season: SEASON, least: Some(12), most };
        let found = find_breaks(&values, &options).unwrap();
        assert_eq!(found.breaks(), breaks);
        assert!(close(found.squares, squares), "{breaks:?}: {}", found.squares);
    }
}

#[test]
fn no_break_is_found_where_none_is() {
    for seed in 0..20 {
        let mut rng = Stream::new(seed, "no break").sample(0).rng();
        let values: Vec<f64> = (0..200u32)
            .map(|at| {
                let turn = std::f64::consts::TAU * f64::from(at) / 23.0;
                0.5 + 0.001 * f64::from(at) + 0.1 * turn.sin() + rng.random_range(-0.05..0.05)
            })
            .collect();
        let found = find_breaks(&values, &BreakOptions::new(23.0)).unwrap();
        assert_eq!(found.breaks(), Vec::<usize>::new(), "seed {seed}");
    }
}

#[test]
fn a_series_without_noise_or_without_change() {
    let step: Vec<f64> = (0..60).map(|at| if at < 31 { 1.0 } else { 2.0 }).collect();
    let options = BreakOptions {
        season: SeasonModel { period: 12.0, harmonics: 0 },
        ..BreakOptions::new(12.0)
    };
    assert_eq!(find_breaks(&step, &options).unwrap().breaks(), [31]);
    assert_eq!(find_breaks(&[0.5; 60], &options).unwrap().breaks(), Vec::<usize>::new());
}

#[test]
fn what_cannot_be_fitted_is_refused() {
    let said = |values: &[f64], options: &BreakOptions| {
        find_breaks(values, options).unwrap_err().to_string()
    };
    let options = BreakOptions::new(12.0);
    insta::assert_snapshot!(said(&[1.0; 8], &options), @"a line with a season of 3 waves needs at least 12 values that are not missing, found 8");
    let options = BreakOptions { least: Some(2), ..options };
    insta::assert_snapshot!(said(&[1.0; 80], &options), @"`least` has to be at least 3, found 2");
    insta::assert_snapshot!(said(&[1.0; 80], &BreakOptions::new(1.0)), @"`period` has to be between 2 and a million, found 1");
    insta::assert_snapshot!(said(&[1.0; 80], &BreakOptions::new(4.0)), @"`harmonics` has to be at most half the period, found 3 of a period of 4");
    insta::assert_snapshot!(fit(&[1.0; 80], SEASON, &[40, 30]).unwrap_err().to_string(), @"`breaks` has to be ascending places with at least two values between them, found [40, 30] of 80 values");
}
