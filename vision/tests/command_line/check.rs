//! What Neuron's compiler would refuse.

use super::place::Place;
use serde_json::Value;

/// All models on few images.
const SMALL: &str = "check --dataset statlog-landsat --dataset-size 300";

#[test]
fn every_model_is_checked_for_every_instance() {
    let place = Place::new();
    let output = place.run(&format!("{SMALL} --json")).with_code(0);
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!((&json["accepted"], &json["dataset"]), (&true.into(), &"statlog-landsat".into()));
    let verdicts = json["verdicts"].as_array().unwrap();
    let of = |name: &str| -> Vec<&str> {
        let mut all: Vec<&str> = verdicts.iter().map(|v| v[name].as_str().unwrap()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    assert_eq!(verdicts.len(), 3 * 2 * 5);
    assert_eq!(of("model"), ["cnn", "resnet", "vit"]);
    assert_eq!(of("graph"), ["forward", "training"]);
    assert_eq!(of("target"), ["inf2", "trn1", "trn1n", "trn2", "trn3"]);
    for verdict in verdicts {
        assert!(verdict["instructions"].as_u64().unwrap() > 100, "{verdict}");
        for finding in verdict["findings"].as_array().unwrap() {
            assert_eq!(finding["severity"], "warned", "{verdict}");
            assert!(!finding["way_out"].as_str().unwrap().is_empty(), "{finding}");
        }
    }
}

/// Each task's models record and lower as they are by default; none may be refused.
#[test]
fn every_model_of_every_task_is_accepted() {
    let place = Place::new();
    for (task, models) in [
        ("change_detection", vec!["early", "siamese", "strengths", "transformer"]),
        ("environmental_monitoring", vec!["cnn", "forest", "transformer"]),
        ("medical_imaging", vec!["cnn", "resnet", "vit"]),
        ("pretraining", vec!["mae", "simmim"]),
        ("segmentation", vec!["unet"]),
    ] {
        let line = format!("check --task {task} --target trn1 --dataset-size 60 --json");
        let json: Value = serde_json::from_str(&place.run(&line).with_code(0).stdout).unwrap();
        let verdicts = json["verdicts"].as_array().unwrap();
        let mut found: Vec<&str> = verdicts.iter().map(|v| v["model"].as_str().unwrap()).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!((found, &json["accepted"]), (models, &true.into()), "{task}");
    }
}

#[test]
fn a_model_can_be_chosen_by_name_or_by_its_settings() {
    let place = Place::new();
    let models = |flags: &str| {
        let output = place.run(&format!("{SMALL} --target trn1 {flags}")).with_code(0);
        let verdicts = output.stdout.lines().filter(|line| !line.starts_with(' '));
        let first = |line: &str| line.split(": ").next().unwrap_or_default().to_owned();
        verdicts.map(first).collect::<Vec<String>>()
    };
    assert_eq!(models("--model cnn"), ["cnn forward for trn1", "cnn training for trn1"]);
    let vit = ["vit forward for trn1", "vit training for trn1"];
    assert_eq!(models("--set model.dim=16 --set members=1"), vit);
    assert_eq!(models("").len(), 6);
}

#[test]
fn verbose_says_what_a_graph_consists_of() {
    let place = Place::new();
    let line = format!("{SMALL} --target trn2 --model resnet --verbose");
    let said = place.run(&line).with_code(0).stdout;
    assert!(said.starts_with("resnet forward for trn2: accepted"), "{said}");
    assert!(said.contains("\n  parameters    ") && said.contains("convolution "), "{said}");
}

#[test]
fn the_rules_are_listed_with_their_sources() {
    let place = Place::new();
    let said = place.run("check --rules").with_code(0).stdout;
    assert!(said.starts_with("static-shapes (EMOD025)\n"), "{said}");
    assert!(said.contains("\n  source: ") && said.contains("(EVRF004)"), "{said}");
    let json: Value =
        serde_json::from_str(&place.run("check --rules --json").with_code(0).stdout).unwrap();
    let count = said.lines().filter(|line| !line.starts_with(' ')).count();
    assert_eq!(json["rules"].as_array().unwrap().len(), count);
}

#[test]
fn an_unknown_instance_is_answered_with_those_that_exist() {
    let place = Place::new();
    for line in ["check --target trn9", "compile --target trn9"] {
        let output = place.run(line).with_code(2);
        assert_eq!(output.stdout, "");
        assert!(
            output.stderr.contains("[possible values: inf2, trn1, trn1n, trn2, trn3]"),
            "{}",
            output.stderr
        );
    }
}
