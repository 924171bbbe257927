//! SIGTERM and SIGINT ask; a second one takes.

use super::run::{Runs, assert_undisturbed, newest, wait_until};
use std::process::{Child, Command};

fn signal(child: &Child, name: &str) {
    let process = child.id().to_string();
    assert!(Command::new("kill").args([&format!("-{name}"), &process]).status().unwrap().success());
}

#[test]
fn a_signal_ends_it_after_a_checkpoint_of_its_last_step() {
    for name in ["TERM", "INT"] {
        let runs = Runs::new();
        let checkpoints = runs.checkpoints(name);
        let child = runs.start(name, &["--set=trainer.checkpoint_steps=1000", "--json"]);
        let metrics = runs.folder(name).join("metrics.jsonl");
        wait_until("an epoch", || std::fs::metadata(&metrics).is_ok_and(|file| file.len() > 0));
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(75), "{said}");
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let step = line["interrupted_at_step"].as_u64();
        assert!(step > Some(0) && newest(&checkpoints) == step, "{line} {said}");
        let expected =
            format!("stopped at step {}; go on with: train --name {name} --resume", step.unwrap());
        assert!(said.lines().any(|line| line == expected), "{said}");

        let resumed = runs.run(name, &["--set=trainer.checkpoint_steps=2"]).with_code(0);
        let from = format!("going on from step {}", step.unwrap());
        assert!(resumed.stderr.contains(&from), "{}", resumed.stderr);
        assert_undisturbed(&runs, name);
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let runs = Runs::new();
    // Long steps: it is still within one when the second signal comes.
    let slow = ["--batch-size=512", "--set=model.depth=8", "--set=model.dim=128", "--epochs=500"];
    let child = runs.start("twice", &slow);
    let metrics = runs.folder("twice").join("metrics.jsonl");
    wait_until("the first step", || metrics.exists());
    signal(&child, "STOP");
    signal(&child, "TERM");
    signal(&child, "INT");
    signal(&child, "CONT");
    let code = child.wait_with_output().unwrap().status.code();
    // Which of the two comes second is the operating system's choice.
    assert!(code == Some(128 + 15) || code == Some(128 + 2), "{code:?}");
}
