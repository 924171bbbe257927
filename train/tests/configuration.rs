//! Configurations as a user writes them, and what is said about those with a mistake.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use neuron_train::config::{ConfigError, Layers, Resolved, ResumeRule, compare_for_resume};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    model: String,
    epochs: u32,
    seed: u64,
    patience: Option<u32>,
    optimizer: Optimizer,
    schedule: Schedule,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Optimizer {
    learning_rate: f32,
    betas: [f64; 2],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Schedule {
    Constant {},
    Cosine { floor: f64 },
    OneCycle { peak: f64, warm_up: f64 },
}

fn defaults() -> Config {
    Config {
        model: "vit".to_owned(),
        epochs: 10,
        seed: 1,
        patience: None,
        optimizer: Optimizer { learning_rate: 0.1, betas: [0.9, 0.999] },
        schedule: Schedule::OneCycle { peak: 1.0, warm_up: 0.1 },
    }
}

fn resolve(file: Option<&str>, sets: &[&str]) -> Result<Resolved<Config>, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let mut layers = Layers::new(&defaults())?;
    if let Some(text) = file {
        let path = folder.path().join("my.toml");
        std::fs::write(&path, text).unwrap();
        layers.file(&path)?;
    }
    for argument in sets {
        layers.set(argument)?;
    }
    layers.resolve()
}

fn refusal(file: Option<&str>, sets: &[&str]) -> String {
    let text = resolve(file, sets).unwrap_err().to_string();
    assert!(!text.contains('\n'), "{text}");
    text
}

#[test]
fn the_later_layer_wins_key_by_key() {
    let file = "epochs = 3\n[optimizer]\nbetas = [0.8, 0.9]\n";
    let mut expected = defaults();
    (expected.epochs, expected.optimizer.betas) = (3, [0.8, 0.9]);
    assert_eq!(resolve(Some(file), &[]).unwrap().value, expected);
    (expected.epochs, expected.patience) = (4, Some(5));
    let resolved = resolve(Some(file), &["epochs=4", "patience=5"]).unwrap();
    assert_eq!(resolved.value, expected);
    expected.optimizer.learning_rate = 2.0;
    let resolved = resolve(Some(file), &["epochs=4", "patience=5", "optimizer={learning_rate=2}"]);
    assert_eq!(resolved.unwrap().value, expected);
}

#[test]
fn another_variant_brings_its_own_fields() {
    let schedule = |file: &str| resolve(Some(file), &[]).unwrap().value.schedule;
    assert_eq!(schedule("[schedule]\nkind = \"constant\"\n"), Schedule::Constant {});
    let text = "[schedule]\nfloor = 0.5\nkind = \"cosine\"\n";
    assert_eq!(schedule(text), Schedule::Cosine { floor: 0.5 });
    assert_eq!(schedule("schedule.peak = 2.0"), Schedule::OneCycle { peak: 2.0, warm_up: 0.1 });
    let sets = ["schedule.kind=cosine", "schedule.floor=0.25"];
    assert_eq!(resolve(None, &sets).unwrap().value.schedule, Schedule::Cosine { floor: 0.25 });
    let sets = ["schedule.floor=0.25", "seed=2", "schedule.kind=cosine"];
    assert_eq!(resolve(None, &sets).unwrap().value.schedule, Schedule::Cosine { floor: 0.25 });
}

#[test]
fn a_mistake_in_a_file_is_answered_with_its_line() {
    let text = refusal(Some("epochs = 3\n\n[optimizer]\nlerning_rate = 1.0\n"), &[]);
    assert!(text.contains("my.toml`, line 4, `optimizer.lerning_rate`: unknown field"), "{text}");
    assert!(text.ends_with("did you mean `learning_rate`?"), "{text}");
    let text = refusal(Some("# long\nepochs = \"ten\"\n"), &[]);
    assert!(text.contains("my.toml`, line 2, `epochs`: invalid type: string \"ten\""), "{text}");
    let text = refusal(Some("[schedule]\nkind = \"cosin\"\n"), &[]);
    assert!(text.contains("line 2, `schedule.kind`") && text.contains("mean `cosine`?"), "{text}");
    let text = refusal(Some("epochs = 3\nseed == 4\n"), &[]);
    assert!(text.contains("my.toml`, line 2, column 7: "), "{text}");
    let text = refusal(Some("epochs = 3\nepochs = 4\n"), &[]);
    assert!(text.contains("my.toml`, line 2, column 1: duplicate key"), "{text}");
    let text = refusal(Some("epochs = -3\n"), &["seed=2"]);
    assert!(text.contains("my.toml`, line 1, `epochs`: invalid value: integer `-3`"), "{text}");
}

#[test]
fn two_mistakes_are_answered_with_the_first() {
    let text = refusal(Some("sede = 4\nepohcs = 3\n"), &[]);
    assert!(text.contains("line 1, `sede`") && text.ends_with("did you mean `seed`?"), "{text}");
}

#[test]
fn a_mistake_in_a_flag_is_answered_with_the_flag() {
    let text = refusal(None, &["epochs=4", "optimizer.learning_rate=fast"]);
    assert!(text.starts_with("`--set optimizer.learning_rate=fast`: invalid type"), "{text}");
    let text = refusal(None, &["epochs.more=4"]);
    assert!(text.contains("`epochs` is a value, not a table"), "{text}");
    let mut layers = Layers::new(&defaults()).unwrap();
    layers.flag("--epochs", "epochs", -1).unwrap();
    let text = layers.resolve::<Config>().unwrap_err().to_string();
    assert!(text.starts_with("`--epochs`: invalid value: integer `-1`"), "{text}");
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_named() {
    let mut layers = Layers::new(&defaults()).unwrap();
    let text = layers.file("nowhere.toml".as_ref()).unwrap_err().to_string();
    assert!(text.starts_with("cannot open `nowhere.toml`: "), "{text}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my.toml");
    std::fs::write(&path, b"epochs = 1\nmodel = \"\xff\"\n").unwrap();
    let text = layers.file(&path).unwrap_err().to_string();
    assert!(text.ends_with("my.toml`, line 2, column 10: it is not UTF-8"), "{text}");
}

#[test]
fn a_resolved_configuration_resolves_to_itself() {
    let resolved =
        resolve(None, &["seed=7", "schedule.kind=cosine", "schedule.floor=0.1"]).unwrap();
    assert!(resolved.toml.contains("learning_rate = 0.1\n"), "{}", resolved.toml);
    assert_eq!(resolve(Some(&resolved.toml), &[]).unwrap(), resolved);
}

#[test]
fn a_number_beyond_toml_is_refused() {
    let config = Config { seed: u64::MAX, ..defaults() };
    let error = Layers::new(&config).unwrap_err();
    assert!(matches!(error, ConfigError::NoToml { .. }), "{error}");
}

#[test]
fn a_resumed_run_keeps_what_makes_its_result() {
    let stored = resolve(None, &[]).unwrap().toml;
    let rules = [ResumeRule::MayGrow("epochs"), ResumeRule::Free("patience")];
    let compare =
        |sets: &[&str]| compare_for_resume(&stored, &resolve(None, sets).unwrap().toml, &rules);
    assert!(compare(&[]).unwrap().is_empty());
    assert_eq!(compare(&["epochs=11", "patience=3"]).unwrap().len(), 2);
    let sets = ["epochs=9", "optimizer.learning_rate=0.2", "schedule.kind=constant"];
    let text = compare(&sets).unwrap_err().to_string();
    for expected in [
        "`epochs` was 10, is now 9",
        "`optimizer.learning_rate` was 0.1, is now 0.2",
        "`schedule.kind` was \"one-cycle\", is now \"constant\"",
        "`schedule.peak` was 1.0, is now not set",
    ] {
        assert!(text.contains(expected), "{text}, expected: {expected}");
    }
}

#[test]
fn a_free_table_frees_what_is_in_it_and_nothing_else() {
    let rules = [ResumeRule::Free("log")];
    let compare = |now: &str| compare_for_resume("[log]\na = 1\n[logic]\na = 1\n", now, &rules);
    assert_eq!(compare("[log]\na = 2\n[logic]\na = 1\n").unwrap().len(), 1);
    assert!(compare("[log]\na = 1\n[logic]\na = 2\n").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_answered_without_a_panic(
        file in "[a-z=\\[\\]{}\"'.\n 0-9#]{0,60}",
        argument in "[a-z.=\\[\\]{}\"\n 0-9]{0,30}",
    ) {
        if let Err(error) = resolve(Some(&file), &[&argument]) {
            prop_assert!(!error.to_string().contains('\n'), "{}", error);
        }
    }

    #[test]
    fn any_configuration_survives_its_file(
        model in ".{0,20}",
        epochs: u32,
        patience in prop::option::of(any::<u32>()),
        seed in 0..=i64::MAX as u64,
        learning_rate in any::<f32>().prop_filter("equal to itself", |rate| !rate.is_nan()),
    ) {
        let mut config = Config { model, epochs, seed, patience, ..defaults() };
        config.optimizer.learning_rate = learning_rate;
        let text = Layers::new(&config).unwrap().resolve::<Config>().unwrap();
        prop_assert_eq!(&text.value, &config);
        prop_assert_eq!(resolve(Some(&text.toml), &[]).unwrap().value, config);
    }
}
