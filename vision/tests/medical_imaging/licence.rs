//! A dataset whose licence forbids some use is fetched by those alone who say that they keep to it.

use neuron_testkit::command::{Command, Output};
use std::path::Path;

fn fetch(data: &Path, arguments: &[&str]) -> Output {
    // No address answers: what is asked of one ends in an error that names it.
    Command::new(env!("CARGO_BIN_EXE_neuron-vision"))
        .args(["fetch", "--data-dir", data.to_str().unwrap()])
        .args(arguments.iter().copied())
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env("https_proxy", "http://127.0.0.1:9")
        .run()
}

#[test]
fn it_is_shown_and_has_to_be_accepted() {
    let data = tempfile::tempdir().unwrap();
    let output = fetch(data.path(), &["dermamnist"]).with_code(2);
    assert_eq!(output.stdout, "");
    insta::assert_snapshot!(output.stderr.trim_end(), @"error: dataset `dermamnist` is under the licence CC BY-NC (https://zenodo.org/records/10519652): read it, and say `--accept-licence` if you keep to it");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
    // Checking what is here fetches nothing, and asks for nothing.
    let output = fetch(data.path(), &["dermamnist", "--check"]).with_code(2);
    assert!(output.stderr.contains("is missing"), "{}", output.stderr);
}

#[test]
fn others_are_listed_beside_it() {
    let data = tempfile::tempdir().unwrap();
    let listed = fetch(data.path(), &[]).with_code(0);
    for name in ["synthetic-scans", "pneumoniamnist", "dermamnist", "pathmnist", "eurosat"] {
        assert!(listed.stdout.lines().any(|line| line == name), "{}", listed.stdout);
    }
    let made = fetch(data.path(), &["synthetic-scans"]).with_code(0);
    assert_eq!(made.stdout, "synthetic-scans: made by the program, nothing to fetch\n");
}
