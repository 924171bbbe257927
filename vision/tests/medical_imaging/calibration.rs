//! Temperatures against scipy's minimum.

use crate::made::{close, json, list, real, singles, wholes};
use neuron_train::metrics::{Scores, log_loss};
use neuron_vision::medical_imaging::metrics::Temperature;

#[test]
fn a_temperature_is_that_of_the_least_loss() {
    for case in list(&json("measures.json")["classes"]) {
        let logits = singles(&case["logits"]);
        let truth: Vec<u32> = wholes(&case["truth"]).iter().map(|&label| label as u32).collect();
        let kinds = case["kinds"].as_u64().unwrap() as usize;
        let found = Temperature::fit(&logits, kinds, &truth).unwrap();
        // A minimum by values alone is known to the root of their precision.
        let apart = found.value() / real(&case["temperature"]) - 1.0;
        assert!(apart.abs() < 1e-6, "{found:?}, expected {}", case["temperature"]);
        let loss = |temperature: f64| {
            let values: Vec<f32> =
                logits.iter().map(|&logit| (f64::from(logit) / temperature) as f32).collect();
            let scores = Scores::Logits { values: &values, classes: kinds };
            log_loss(&scores.probabilities(None).unwrap(), &truth, None).unwrap()
        };
        let least = loss(found.value());
        assert!((least - real(&case["loss"])).abs() < 1e-7);
        assert!(least < loss(found.value() * 1.01) && least < loss(found.value() * 0.99));
        let probabilities = found.probabilities(&logits, kinds).unwrap();
        close(log_loss(&probabilities, &truth, None).unwrap(), least);
    }
}

/// Logits that are as they were made: the temperature is what they were multiplied by.
#[test]
fn scaling_logits_scales_the_temperature() {
    let case = &json("measures.json")["classes"][0];
    let logits = singles(&case["logits"]);
    let truth: Vec<u32> = wholes(&case["truth"]).iter().map(|&label| label as u32).collect();
    let one = Temperature::fit(&logits, 3, &truth).unwrap().value();
    for by in [0.01_f32, 8.0, 64.0] {
        let scaled: Vec<f32> = logits.iter().map(|logit| logit * by).collect();
        let found = Temperature::fit(&scaled, 3, &truth).unwrap().value();
        assert!((found / (one * f64::from(by)) - 1.0).abs() < 1e-6, "{by}: {found}, {one}");
    }
}

#[test]
fn where_there_is_no_minimum_there_is_no_temperature() {
    let said =
        |logits: &[f32], truth: &[u32]| Temperature::fit(logits, 2, truth).unwrap_err().to_string();
    let logits = [2.0, 0.0, 0.0, 2.0];
    insta::assert_snapshot!(said(&logits, &[0, 1]), @"the temperature is undefined: the loss has no minimum: it falls towards an end of 0.001 to 1,000");
    insta::assert_snapshot!(said(&logits, &[1, 0]), @"the temperature is undefined: the loss has no minimum: it falls towards an end of 0.001 to 1,000");
    insta::assert_snapshot!(said(&[1.0, 1.0], &[0]), @"the temperature is undefined: the loss has no minimum: it falls towards an end of 0.001 to 1,000");
    insta::assert_snapshot!(said(&logits, &[0, 2]), @"sample 1: label 2 is outside the 2 classes, expected 0 to 1");
    insta::assert_snapshot!(said(&[], &[]), @"log loss is undefined: there are no samples");
}
