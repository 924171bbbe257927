//! Measures against scikit-learn.

use crate::reference_values as expected;
use crate::scene::{COLUMNS, ROWS, assert_close, changed, pair};
use neuron_vision::change_detection::methods::change_vectors;
use neuron_vision::change_detection::metrics::{
    Confusion, best_f1, calibrate, join_labels, precision_recall, roc_area,
};
use neuron_vision::change_detection::threshold::change_map;

/// Strengths in quarters, so that there are ties, and labels.
fn measured() -> (Vec<f64>, Vec<Option<bool>>) {
    let strengths = change_vectors(&pair().standardised().unwrap());
    // Halves go to the even quarter in numpy too.
    let strengths = strengths.iter().map(|value| (value * 4.0).round_ties_even() / 4.0).collect();
    let labels = (0..ROWS * COLUMNS).map(|at| Some(changed(at / COLUMNS, at % COLUMNS)));
    (strengths, labels.collect())
}

#[test]
fn measures_are_those_of_scikit_learn() {
    let (strengths, labels) = measured();
    let found = Confusion::new(&change_map(&strengths, 1.0), &labels).unwrap();
    let counts =
        [found.true_negatives, found.false_positives, found.false_negatives, found.true_positives];
    assert_eq!(counts.map(|count| count as f64), expected::CONFUSION);
    assert_eq!(found.ignored, 3);
    let measures = [
        found.precision(),
        found.recall(),
        found.f1(),
        found.iou(),
        found.accuracy(),
        found.kappa(),
    ];
    assert_close(&measures.map(Option::unwrap), &expected::MEASURES, 1e-12);
}

#[test]
fn curves_are_those_of_scikit_learn() {
    let (strengths, labels) = measured();
    let curve = precision_recall(&strengths, &labels).unwrap();
    let of = |value: fn(&_) -> f64| curve.points.iter().map(value).collect::<Vec<f64>>();
    assert_close(&of(|point| point.threshold), &expected::CURVE_THRESHOLDS, 0.0);
    assert_close(&of(|point| point.precision), &expected::CURVE_PRECISION, 1e-12);
    assert_close(&of(|point| point.recall), &expected::CURVE_RECALL, 1e-12);
    let areas = [curve.average_precision(), roc_area(&strengths, &labels).unwrap()];
    assert_close(&areas, &expected::AREAS, 1e-12);
}

#[test]
fn a_threshold_of_one_part_is_tried_on_the_other() {
    let (strengths, labels) = measured();
    let found = calibrate(&strengths, &labels, |at| (at / COLUMNS).is_multiple_of(2)).unwrap();
    let figures = [found.threshold, found.chosen_f1, found.applied.f1().unwrap()];
    assert_close(&figures, &expected::CALIBRATION, 1e-12);
    let applied = found.applied;
    let answered = applied.true_positives
        + applied.false_positives
        + applied.false_negatives
        + applied.true_negatives;
    assert_eq!(answered + applied.ignored, (ROWS / 2 * COLUMNS) as u64);
}

#[test]
fn what_has_no_label_does_not_count() {
    let labels = join_labels(&[true, true, false, false], Some(&[false, true, true, false]));
    let labels = labels.unwrap();
    assert_eq!(labels, [Some(true), None, Some(false), None]);
    let found = Confusion::new(&[Some(true), Some(false), Some(true), None], &labels).unwrap();
    assert_eq!((found.true_positives, found.false_positives, found.ignored), (1, 1, 2));
    // All others are unchanged, where no list says so.
    assert_eq!(join_labels(&[true, false], None).unwrap(), [Some(true), Some(false)]);
    // Of equal F1, the higher threshold.
    let labels = [Some(true), None, Some(false), Some(true)];
    assert_eq!(best_f1(&[3.0, 2.5, 1.0, f64::NAN], &labels), Ok((3.0, 1.0)));
}

#[test]
fn nothing_is_divided_by_nothing() {
    let nothing = Confusion::default();
    let measures = [
        nothing.precision(),
        nothing.recall(),
        nothing.f1(),
        nothing.iou(),
        nothing.accuracy(),
        nothing.kappa(),
    ];
    assert_eq!(measures, [None; 6]);
    let said = |labels: &[Option<bool>]| roc_area(&[1.0, 2.0], labels).unwrap_err().to_string();
    insta::assert_snapshot!(said(&[Some(true), Some(true)]), @"no pixel that has a strength is labelled unchanged: the area under a ROC curve needs both kinds");
    insta::assert_snapshot!(said(&[Some(false), None]), @"no pixel that has a strength is labelled changed: the area under a ROC curve needs both kinds");
    insta::assert_snapshot!(said(&[None]), @"1 labels for 2 pixels: they have to be of the same extents");
}
