//! A checkpoint with a flipped byte: the one before is taken, and it is said.

use super::run::{Runs, assert_undisturbed, newest};
use std::fs;

/// Flips a byte in the middle of a file.
fn flip(path: &std::path::Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_flipped_byte_in_the_newest_checkpoint_costs_its_steps_and_no_more() {
    for file in ["model.safetensors", "state.safetensors", "manifest.json"] {
        let runs = Runs::new();
        let _done = runs.run("flipped", &[]).with_code(0);
        let checkpoints = runs.checkpoints("flipped");
        let step = newest(&checkpoints).unwrap();
        let damaged = checkpoints.join(format!("step-{step:08}")).join(file);
        flip(&damaged);
        fs::remove_file(runs.folder("flipped").join("model.safetensors")).unwrap();

        let output = runs.run("flipped", &[]).with_code(0);
        let notice = format!(
            "the checkpoint of step {step} is damaged and left out: `{}`",
            damaged.display()
        );
        assert!(output.stderr.contains(&notice), "{}", output.stderr);
        assert!(output.stderr.contains("going on from step "), "{}", output.stderr);
        assert_undisturbed(&runs, "flipped");
    }
}

#[test]
fn with_all_checkpoints_damaged_it_does_not_begin_again() {
    let runs = Runs::new();
    let _done = runs.run("all", &[]).with_code(0);
    for checkpoint in fs::read_dir(runs.checkpoints("all")).unwrap() {
        flip(&checkpoint.unwrap().path().join("state.safetensors"));
    }
    let model = fs::read(runs.folder("all").join("model.safetensors")).unwrap();
    let refused = runs.run("all", &[]).with_code(2);
    let error = refused.stderr.lines().last().unwrap().to_owned();
    assert!(error.starts_with("error: ") && error.contains("checkpoints"), "{error}");
    assert_eq!(fs::read(runs.folder("all").join("model.safetensors")).unwrap(), model);
}
