//! What is reported of a part, against scikit-learn; temperature and threshold come of another part.

use crate::made::{close, json, list, real, singles, wholes};
use neuron_vision::medical_imaging::classification::{Decision, Findings, Said, ThresholdRule};
use serde_json::Value;

fn said(value: &Value) -> Said {
    let truth = wholes(&value["truth"]).into_iter().map(|label| label as u32).collect();
    Said { logits: singles(&value["logits"]), truth }
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
}

#[test]
fn temperature_and_threshold_are_those_of_the_validation_part() {
    let made = json("findings.json");
    let validation = said(&made["validation"]);
    for (rule, expected) in [
        (ThresholdRule::BalancedAccuracy, "threshold"),
        (ThresholdRule::Specificity, "threshold_at_specificity_95"),
    ] {
        let found = Decision::choose(&validation, 2, rule, 0.95).unwrap();
        near(found.temperature, real(&made["temperature"]));
        near(found.threshold.unwrap(), real(&made[expected]));
    }
}

#[test]
fn numbers_are_those_of_scikit_learn() {
    let made = json("findings.json");
    let rule = ThresholdRule::BalancedAccuracy;
    let decision = Decision::choose(&said(&made["validation"]), 2, rule, 0.95).unwrap();
    let test = said(&made["test"]);
    let found = Findings::new(&test, 2, &decision, 1).unwrap();
    for (name, expected) in made["metrics"].as_object().unwrap() {
        let value = found.metrics.get(name).unwrap_or_else(|| panic!("no {name}"));
        // Probabilities are taken to 32 bits; areas and rates depend on their order alone.
        let apart = if name == "brier" { 1e-6 } else { 1e-9 };
        assert!((value - real(expected)).abs() < apart, "{name}: {value}, expected {expected}");
    }
    for (row, expected) in found.confusion.rows().zip(list(&made["confusion"])) {
        assert_eq!(row, expected.as_array().unwrap().iter().map(real).collect::<Vec<_>>());
    }
    // Cooled down, these logits are less too sure.
    let error = |name| found.metrics.get(name).unwrap();
    assert!(error("calibration_error") < error("calibration_error_uncalibrated"));
}

/// Other test images change what is measured, and neither temperature nor threshold.
#[test]
fn the_test_part_has_no_say_in_the_decision() {
    let made = json("findings.json");
    let rule = ThresholdRule::BalancedAccuracy;
    let decision = Decision::choose(&said(&made["validation"]), 2, rule, 0.95).unwrap();
    let test = said(&made["test"]);
    let other = Said { truth: test.truth.iter().map(|label| 1 - label).collect(), ..test.clone() };
    let [one, two] = [&test, &other].map(|said| Findings::new(said, 2, &decision, 1).unwrap());
    for name in ["temperature", "threshold"] {
        assert_eq!(one.metrics.get(name), two.metrics.get(name));
    }
    near(one.metrics.get("auroc").unwrap() + two.metrics.get("auroc").unwrap(), 1.0);
    assert_eq!(one.called, two.called);
    // The best threshold of the test images themselves is another one, and does better there.
    let of_test = Decision::choose(&test, 2, rule, 0.95).unwrap();
    let better = Findings::new(&test, 2, &of_test, 1).unwrap();
    let balanced = |findings: &Findings| findings.metrics.get("balanced_accuracy").unwrap();
    assert!(balanced(&better) > balanced(&one));
}

#[test]
fn several_classes_have_no_threshold() {
    let made = json("findings.json");
    let three = said(&made["three"]);
    let rule = ThresholdRule::BalancedAccuracy;
    let mut decision = Decision::choose(&three, 3, rule, 0.95).unwrap();
    assert_eq!(decision.threshold, None);
    decision.temperature = 1.0;
    let found = Findings::new(&three, 3, &decision, 1).unwrap();
    near(found.metrics.get("auroc_macro").unwrap(), real(&made["three"]["auroc"]));
    close(
        found.metrics.get("balanced_accuracy").unwrap(),
        real(&made["three"]["balanced_accuracy"]),
    );
    assert!(found.binary.is_none() && found.metrics.get("threshold").is_none());
}

/// A model that tells all validation images apart has no best temperature, and is taken as it is.
#[test]
fn a_perfect_model_keeps_its_temperature() {
    let said =
        Said { logits: vec![3.0, -3.0, 2.0, -2.0, -2.0, 2.0, -1.0, 1.0], truth: vec![0, 0, 1, 1] };
    let found = Decision::choose(&said, 2, ThresholdRule::BalancedAccuracy, 0.95).unwrap();
    assert_eq!(found.temperature, 1.0);
    // Midway between a probability of 1 / (1 + e⁴) and one of 1 / (1 + e⁻²).
    let [low, high] = [4f64, -2.0].map(|margin| 1.0 / (1.0 + margin.exp()));
    near(found.threshold.unwrap(), f64::midpoint(low, high));
    assert_eq!(found.call(&[0.6, 0.4]), 0);
    assert_eq!(found.call(&[0.4, 0.6]), 1);
    let one_class = Said { truth: vec![0; 4], ..said };
    assert!(Decision::choose(&one_class, 2, ThresholdRule::BalancedAccuracy, 0.95).is_err());
}
