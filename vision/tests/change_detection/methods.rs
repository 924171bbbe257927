//! Strengths of change against numpy and scipy.

use crate::reference_values as expected;
use crate::scene::{BANDS, COLUMNS, ROWS, assert_close, changed, dates, of_seen, pair, seen, some};
use neuron_vision::change_detection::methods::{
    IrMadOptions, change_vectors, ir_mad, ndvi_difference,
};
use neuron_vision::change_detection::pair::{Scene, ScenePair};

#[test]
fn the_scene_is_that_of_the_script() {
    let sum = |values: &Vec<f32>| values.iter().copied().map(f64::from).sum::<f64>();
    assert_close(&dates().each_ref().map(sum), &expected::SUMS, 1e-12);
}

#[test]
fn change_vectors_are_those_of_numpy() {
    let strengths = change_vectors(&pair().standardised().unwrap());
    // Standardised bands are held in f32.
    assert_close(&some(&strengths), &expected::CHANGE_VECTORS, 2e-7);
}

#[test]
fn ndvi_differences_are_those_of_numpy() {
    let strengths = ndvi_difference(&pair(), [0, 2]).unwrap();
    assert_close(&some(&strengths), &expected::NDVI, 1e-12);
    let said = ndvi_difference(&pair(), [0, 4]).unwrap_err().to_string();
    insta::assert_snapshot!(said, @"there is no band 5: the images have bands 1 to 4");
}

#[test]
fn ndvi_of_nothing_is_not_seen() {
    let scene = |red: [f32; 2], nir: [f32; 2]| {
        Scene::new([2, 1, 2], red.into_iter().chain(nir).collect(), None).unwrap()
    };
    let pair =
        ScenePair::new(scene([0.0, 1.0], [0.0, 3.0]), scene([1.0, 3.0], [1.0, 1.0])).unwrap();
    let found = ndvi_difference(&pair, [0, 1]).unwrap();
    assert!(found[0].is_nan() && (found[1] - 1.0).abs() < 1e-15, "{found:?}");
}

#[test]
fn ir_mad_is_that_of_scipy() {
    for (rounds, correlations, squares, unchanged) in [
        (1, expected::MAD_CORRELATIONS, expected::MAD_SQUARES, expected::MAD_UNCHANGED),
        (8, expected::IR_MAD_CORRELATIONS, expected::IR_MAD_SQUARES, expected::IR_MAD_UNCHANGED),
    ] {
        let found = ir_mad(&pair(), &IrMadOptions { rounds, tolerance: 0.0 }).unwrap();
        assert_close(&found.correlations, &correlations, 1e-8);
        assert_close(&some(&found.chi_squared), &squares, 1e-8);
        assert_close(&some(&found.unchanged), &unchanged, 1e-8);
        assert_eq!((found.rounds, found.converged), (rounds, false));
    }
    let found = ir_mad(&pair(), &IrMadOptions::default()).unwrap();
    assert_eq!((found.rounds, found.converged), (expected::ROUNDS, true));
}

#[test]
fn ir_mad_finds_what_changed_whatever_the_light() {
    let of = |pair: &ScenePair| ir_mad(pair, &IrMadOptions::default()).unwrap();
    let plain = of(&pair());
    let [before, after] = dates();
    let lit = after.iter().map(|value| 0.3 * value + 20.0).collect();
    let scene = |values| Scene::new([BANDS, ROWS, COLUMNS], values, Some(&seen())).unwrap();
    let other = of(&ScenePair::new(scene(before), scene(lit)).unwrap());
    assert_close(&other.correlations, &plain.correlations, 1e-4);
    let mean = |change: bool| {
        let strengths = plain.strengths();
        let kept: Vec<f64> = (0..ROWS * COLUMNS)
            .filter(|at| changed(at / COLUMNS, at % COLUMNS) == change && !strengths[*at].is_nan())
            .map(|at| strengths[at])
            .collect();
        kept.iter().sum::<f64>() / kept.len() as f64
    };
    assert!(mean(true) > 4.0 * mean(false), "{} {}", mean(true), mean(false));
    assert_eq!(of_seen(&plain.unchanged).len(), ROWS * COLUMNS - 3);
}

#[test]
fn the_same_date_twice_has_not_changed() {
    let scene = Scene::new([BANDS, ROWS, COLUMNS], dates()[0].clone(), None).unwrap();
    let pair = ScenePair::new(scene.clone(), scene).unwrap();
    let found = ir_mad(&pair, &IrMadOptions::default()).unwrap();
    assert!(found.chi_squared.iter().all(|&value| value < 1e-6));
    assert!(change_vectors(&pair).iter().all(|&value| value == 0.0));
}

#[test]
fn what_ir_mad_cannot_take_is_refused() {
    let said = |first: Vec<f32>, second: Vec<f32>, shape: [usize; 3]| {
        let scene = |values| Scene::new(shape, values, None).unwrap();
        let pair = ScenePair::new(scene(first), scene(second)).unwrap();
        ir_mad(&pair, &IrMadOptions::default()).unwrap_err().to_string()
    };
    let [before, after] = dates();
    let size = ROWS * COLUMNS;
    let mut constant = after.clone();
    constant[size..2 * size].fill(0.1);
    insta::assert_snapshot!(said(before.clone(), constant, [BANDS, ROWS, COLUMNS]), @"band 2 of the second date has one value everywhere, 0.10000000149011612: leave it out");
    let mut twice = before.clone();
    twice.copy_within(..size, 2 * size);
    insta::assert_snapshot!(said(twice, after.clone(), [BANDS, ROWS, COLUMNS]), @"band 3 of the first date is a sum of multiples of the bands before it: leave it out");
    insta::assert_snapshot!(said(before[..16].to_vec(), after[..16].to_vec(), [BANDS, 1, 4]), @"IR-MAD needs at least 9 pixels seen at both dates, found 4 of 4");
}
