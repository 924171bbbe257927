//! SIGTERM and SIGINT ask; a second one takes.

use super::run::{Runs, assert_undisturbed, newest, wait_until};
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

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
    // A step of a second or more: it is still within the first when the second signal comes.
    let slow = ["batch_size=300", "epochs=500"].map(|set| format!("--set=trainer.{set}"));
    let large = ["dim=256", "depth=8", "mlp=1024"].map(|set| format!("--set=model.{set}"));
    let more: Vec<&str> = slow.iter().chain(&large).map(String::as_str).collect();
    let child = runs.start("twice", &more);
    let metrics = runs.folder("twice").join("metrics.jsonl");
    wait_until("the first step", || metrics.exists());
    signal(&child, "TERM");
    // The program has to have seen the first before the second one is a second one.
    thread::sleep(Duration::from_millis(30));
    signal(&child, "INT");
    let code = child.wait_with_output().unwrap().status.code();
    assert_eq!(code, Some(128 + 2), "as one that was killed by it in a shell");
    assert_eq!(newest(&runs.checkpoints("twice")), None, "it did not wait for its step");
}
