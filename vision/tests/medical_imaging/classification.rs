//! Curves and their intervals against scikit-learn and plain loops.

use crate::made::{close, flags, json, list, real, reals, singles, wholes};
use neuron_random::Stream;
use neuron_train::metrics::{Bootstrap, Scores, auroc, auroc_one_vs_rest};
use neuron_vision::medical_imaging::metrics::{
    BinaryReport, ClassesReport, Delong, auroc_bootstrap, sensitivity_at_specificity,
    specificity_at_sensitivity,
};

#[test]
fn areas_and_variances_are_those_of_all_pairs() {
    for case in list(&json("measures.json")["binary"]) {
        let (scores, truth) = (singles(&case["score"]), flags(&case["truth"]));
        let found = Delong::new(&scores, &truth).unwrap();
        close(found.auroc, real(&case["auroc"]));
        close(found.auroc, auroc(&scores, &truth, None).unwrap());
        close(found.variance, real(&case["variance"]));
        let [low, high] = found.interval(0.95).unwrap();
        close(low, real(&case["delong"][0]));
        close(high, real(&case["delong"][1]));
    }
}

#[test]
fn the_bootstrap_is_near_one_of_other_random_numbers() {
    for case in list(&json("measures.json")["binary"]) {
        let (scores, truth) = (singles(&case["score"]), flags(&case["truth"]));
        let of = |seed| {
            let stream = Stream::new(seed, "auroc bootstrap");
            auroc_bootstrap(&Bootstrap::default(), &scores, &truth, stream).unwrap()
        };
        let (found, expected) = (of(1), reals(&case["bootstrap"]));
        // The ends of 1,000 resamples are known to about a hundredth.
        assert!((found.low - expected[0]).abs() < 0.025, "{found:?}, expected {expected:?}");
        assert!((found.high - expected[1]).abs() < 0.025, "{found:?}, expected {expected:?}");
        assert_eq!((found.resamples, found.undefined), (1000, 0));
        assert_eq!(found, of(1));
        assert_ne!(found, of(2));
    }
}

#[test]
fn a_report_holds_what_scikit_learn_gives() {
    for case in list(&json("measures.json")["binary"]) {
        let (scores, truth) = (singles(&case["score"]), flags(&case["truth"]));
        let found = BinaryReport::new(&scores, &truth, 3).unwrap();
        close(found.average_precision, real(&case["average_precision"]));
        close(found.balanced_accuracy, real(&case["balanced_accuracy"]));
        close(found.brier, real(&case["brier"]));
        // Confidences are taken to 32 bits before they are put into bins.
        let apart = found.calibration_error - real(&case["calibration_error"]);
        assert!(apart.abs() < 1e-6, "{apart}");
        assert_eq!(found.at_specificity_95.sensitivity, real(&case["sensitivity"]["0.95"]));
        close(found.at_sensitivity_95.specificity, real(&case["specificity"]["0.95"]));
        let weight: f64 = found.reliability.iter().map(|bin| bin.weight).sum();
        assert_eq!(weight, truth.len() as f64);
        assert_eq!(found.precision_recall.points.last().unwrap().x, 1.0);
    }
}

#[test]
fn an_operating_point_is_one_of_the_data() {
    for case in list(&json("measures.json")["binary"]) {
        let (scores, truth) = (singles(&case["score"]), flags(&case["truth"]));
        for rate in ["0.0", "0.8", "0.95", "1.0"] {
            let wanted = rate.parse().unwrap();
            let found = sensitivity_at_specificity(&scores, &truth, wanted).unwrap();
            close(found.sensitivity, real(&case["sensitivity"][rate]));
            let other = specificity_at_sensitivity(&scores, &truth, wanted).unwrap();
            close(other.specificity, real(&case["specificity"][rate]));
            for point in [found, other] {
                // Counted again, from its threshold.
                let called = |score: f32| point.threshold.is_some_and(|at| f64::from(score) >= at);
                let share = |kind: bool, right: bool| {
                    let of = scores.iter().zip(&truth).filter(|(_, truth)| **truth == kind);
                    let hits = of.clone().filter(|(score, _)| called(**score) == right).count();
                    hits as f64 / of.count() as f64
                };
                close(point.sensitivity, share(true, true));
                close(point.specificity, share(false, false));
            }
        }
    }
}

#[test]
fn several_classes_are_measured_one_against_the_rest() {
    for case in list(&json("measures.json")["classes"]) {
        let logits = singles(&case["logits"]);
        let truth: Vec<u32> = wholes(&case["truth"]).iter().map(|&label| label as u32).collect();
        let kinds = case["kinds"].as_u64().unwrap() as usize;
        let found = ClassesReport::new(&logits, kinds, &truth).unwrap();
        close(found.auroc_macro, real(&case["auroc_macro"]));
        let accuracy = found.classification.metrics.get("balanced_accuracy").unwrap();
        close(accuracy, real(&case["balanced_accuracy"]));
        let scores = Scores::Logits { values: &logits, classes: kinds };
        let areas = auroc_one_vs_rest(&scores.probabilities(None).unwrap(), &truth, None).unwrap();
        for ((delong, expected), area) in found.delong.iter().zip(reals(&case["delong"])).zip(areas)
        {
            close(delong.unwrap().variance, expected);
            close(delong.unwrap().auroc, area.unwrap());
        }
    }
}

#[test]
fn what_has_no_value_is_refused() {
    let said = |scores: &[f32], truth: &[bool]| Delong::new(scores, truth).unwrap_err().to_string();
    insta::assert_snapshot!(said(&[0.1, 0.2, 0.3], &[true, false, false]), @"DeLong's variance is undefined: there are fewer than two positive or fewer than two negative samples");
    insta::assert_snapshot!(said(&[0.1, 0.2], &[true]), @"`scores` holds 2 values, expected 1, one for each label");
    insta::assert_snapshot!(said(&[0.1, f32::NAN], &[true, false]), @"sample 1: `scores` is NaN, expected a finite number");
    let truth = [true, true, false, false];
    let perfect = Delong::new(&[0.9, 0.8, 0.1, 0.2], &truth).unwrap();
    assert_eq!((perfect.auroc, perfect.variance), (1.0, 0.0));
    assert_eq!(perfect.interval(0.95).unwrap(), [1.0, 1.0]);
    assert!(perfect.interval(1.0).is_err());
    assert!(sensitivity_at_specificity(&[0.1; 4], &truth, 1.5).is_err());
    assert!(BinaryReport::new(&[0.1, 0.2, 0.3, 1.5], &truth, 1).is_err());
    assert!(ClassesReport::new(&[0.0, 1.0, 0.0, 1.0], 2, &[1, 1]).is_err());
}
