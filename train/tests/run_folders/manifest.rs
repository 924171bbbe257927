//! `manifest.json`.

use std::collections::BTreeMap;

use neuron_train::run_folder::{
    Consequence, GitRevision, RunFolderError, RunManifest, cpu_features,
};

fn sample() -> RunManifest {
    RunManifest {
        program: "neuron-vision 0.1.0".to_owned(),
        task: "land_use".to_owned(),
        git: Some(GitRevision { commit: "a".repeat(40), modified: false }),
        lock_file_sha256: Some("b".repeat(64)),
        device: "cpu".to_owned(),
        resumed_on: Vec::new(),
        cpu_features: cpu_features(),
        threads: 2,
        seed: u64::MAX,
        datasets: BTreeMap::from([("statlog-landsat".to_owned(), "c".repeat(64))]),
    }
}

#[test]
fn it_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest.json");
    sample().write(&path).unwrap();
    assert_eq!(RunManifest::read(&path).unwrap(), sample());
    assert!(sample().differences(&sample()).is_empty());
}

#[test]
fn other_data_or_another_seed_make_another_run() {
    let now = RunManifest {
        git: None,
        seed: 1,
        datasets: BTreeMap::from([("eurosat".to_owned(), "d".repeat(64))]),
        ..sample()
    };
    let differences = sample().differences(&now);
    let texts: Vec<_> = differences.iter().map(ToString::to_string).collect();
    assert_eq!(differences.len(), 4, "{texts:?}");
    assert!(texts[0].starts_with("the code's revision was aaaa"), "{texts:?}");
    assert_eq!(differences[0].consequence, Consequence::BitsMayDiffer);
    assert_eq!(texts[1], "the seed was 18446744073709551615, is now 1");
    assert!(texts[2].starts_with("the sha256 of dataset `eurosat` was not used, is now dddd"));
    assert!(texts[3].ends_with("cccc, is now not used"), "{texts:?}");
    assert!(differences[1..].iter().all(|each| each.consequence == Consequence::AnotherRun));
}

#[test]
fn another_task_makes_another_run() {
    let now = RunManifest { task: "segmentation".to_owned(), ..sample() };
    let differences = sample().differences(&now);
    assert_eq!(differences[0].to_string(), "the task was land_use, is now segmentation");
    assert_eq!(differences[0].consequence, Consequence::AnotherRun);
}

#[test]
fn a_stand_in_is_remembered_wherever_the_run_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest.json");
    let mut manifest = sample();
    manifest.write(&path).unwrap();
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(!before.contains("resumed_on"), "a run that stays has no such entry: {before}");
    let stand_in = "neuron trn1, core 0, libnrt 2.34.0.0: nrt-sim stand-in, not hardware";
    assert!(manifest.goes_on_with(stand_in));
    assert!(!manifest.goes_on_with("cpu") && !manifest.goes_on_with(stand_in));
    manifest.write(&path).unwrap();
    let read = RunManifest::read(&path).unwrap();
    assert_eq!(read.resumed_on, [stand_in]);
    assert!(read.on_stand_in() && !sample().on_stand_in());
}

#[test]
fn what_is_no_manifest_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest.json");
    for text in ["", "{", "[]", "{\"sede\": 1}"] {
        std::fs::write(&path, text).unwrap();
        let error = RunManifest::read(&path).unwrap_err();
        assert!(matches!(error, RunFolderError::Manifest { .. }), "{error}");
        assert!(error.to_string().contains("manifest.json"), "{error}");
    }
}
