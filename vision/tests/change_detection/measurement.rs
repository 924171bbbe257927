//! Methods on the same pixels.

use crate::reference_values as expected;
use crate::scene::{assert_close, pair, some};
use neuron_vision::change_detection::measurement::{
    Baseline, ClassFound, FalseAlarms, ThresholdFrom, calibrate, score, strengths,
};
use neuron_vision::change_detection::methods::scaled_vectors;

#[test]
fn scaled_vectors_are_those_of_numpy() {
    assert_close(&some(&scaled_vectors(&pair()).unwrap()), &expected::SCALED_VECTORS, 1e-4);
}

#[test]
fn a_threshold_comes_from_what_it_is_given_alone() {
    let maps = [vec![0.9, 0.2, 0.6, 0.4], vec![0.3, f64::NAN, 0.8]];
    let labels = [
        vec![Some(true), Some(false), Some(false), Some(true)],
        vec![Some(false), Some(true), Some(true)],
    ];
    let (threshold, f1) = calibrate(&maps, &labels).unwrap();
    // From .4 on: three changes found, one wrong, none missed; what is not seen is not counted.
    assert_eq!((threshold, f1), (0.4, 2.0 * 3.0 / 7.0));
}

/// Where many thresholds do equally well, none of the ends is taken.
#[test]
fn a_threshold_is_in_the_middle_of_those_that_do_as_well() {
    let mut map: Vec<f64> = (0..400).map(|at| 0.8 + f64::from(at) * 0.0005).collect();
    let mut labels = vec![Some(true); 400];
    map.extend((0..600).map(|at| f64::from(at) * 0.0005));
    labels.extend(vec![Some(false); 600]);
    // A changed pixel among those that did not: the very best threshold would be far off for it.
    map.push(0.3);
    labels.push(Some(true));
    let (threshold, f1) = calibrate(&[map], &[labels]).unwrap();
    assert!((0.4..0.7).contains(&threshold), "{threshold}");
    assert!(f1 >= 1.0 - 0.006, "{f1}");
}

#[test]
fn methods_are_counted_on_the_same_pixels() {
    let strengths = [vec![5.0, 0.5, f64::NAN, 0.4, 4.0, 0.3], vec![0.1, 0.2, 0.1, 3.0, 0.2, 0.1]];
    let labels = [
        vec![Some(true), Some(false), Some(true), None, Some(false), Some(false)],
        vec![Some(false); 6],
    ];
    let by = |from| score("m", &strengths, &labels, &[3, 2], from).unwrap();
    let found = by(ThresholdFrom::Validation(1.0));
    let counts = found.confusion;
    // A pixel that is not seen is missed.
    let counted = [
        counts.true_positives,
        counts.false_positives,
        counts.false_negatives,
        counts.true_negatives,
        counts.ignored,
    ];
    assert_eq!(counted, [1, 2, 1, 7, 1]);
    let alarms = FalseAlarms { regions: 1, alarmed: 1, plainly_alarmed: 0, pixels: 6, wrong: 1 };
    assert_eq!(found.false_alarms, alarms);
    assert_eq!(alarms.share(), Some(1.0 / 6.0));
    assert_eq!(FalseAlarms::default().share(), None);
    // Otsu's cut is of each region by itself: here both times the largest gap.
    assert_eq!(by(ThresholdFrom::Otsu).confusion, counts);
    let classes = ["a", "b"].map(String::from);
    let truth = [vec![Some(1), Some(0), Some(2), None, Some(2), Some(0)], vec![Some(0); 6]];
    let found = ClassFound::count(&classes, &found.maps, &truth);
    assert_eq!(
        [(found[0].pixels, found[0].found), (found[1].pixels, found[1].found)],
        [(1, 1), (2, 1)]
    );
}

#[test]
fn a_method_without_an_answer_says_that_nothing_changed() {
    let made = strengths(&[Baseline::Ndvi([0, 99]), Baseline::IrMad], &pair());
    assert!(made[0].iter().all(|&strength| strength == 0.0) && !made[0].is_empty());
    assert!(made[1].iter().all(|strength| strength.is_finite()));
    assert!(made[1].iter().any(|&strength| strength > 0.0));
}
