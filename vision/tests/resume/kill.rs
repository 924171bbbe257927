//! SIGKILL: nothing of the run is asked, and nothing more of it is written.

use super::run::{Runs, assert_undisturbed, being_written, newest, undisturbed, wait_until};
use std::time::Duration;

/// Kills the run as soon as `moment` has come; false where the run was over before.
fn kill_at(runs: &Runs, name: &str, what: &str, mut moment: impl FnMut() -> bool) -> bool {
    let mut child = runs.start(name, &["--quiet"]);
    let mut over = false;
    wait_until(what, || {
        over = child.try_wait().unwrap().is_some();
        over || moment()
    });
    child.kill().unwrap();
    let status = child.wait().unwrap();
    !over && status.code().is_none()
}

#[test]
fn another_seed_gives_other_weights() {
    let runs = Runs::new();
    let _done = runs.run("another", &["--seed=1"]).with_code(0);
    assert!(runs.result("another").0 != undisturbed().0, "then equality would prove nothing");
}

#[test]
fn killed_before_its_first_checkpoint_it_begins_again() {
    let runs = Runs::new();
    let checkpoints = runs.checkpoints("early");
    assert!(kill_at(&runs, "early", "the folder of checkpoints", || checkpoints.exists()));
    let _done = runs.run("early", &[]).with_code(0);
    assert_undisturbed(&runs, "early");
}

#[test]
fn killed_again_and_again_it_ends_in_the_same_bits() {
    let runs = Runs::new();
    let checkpoints = runs.checkpoints("often");
    for step in [4, 14, 30] {
        let killed = kill_at(&runs, "often", "a checkpoint", || newest(&checkpoints) >= Some(step));
        assert!(killed, "the run was over before step {step}");
    }
    let _done = runs.run("often", &[]).with_code(0);
    assert_undisturbed(&runs, "often");
}

#[test]
fn killed_inside_the_checkpoint_writer_it_ends_in_the_same_bits() {
    let runs = Runs::new();
    let checkpoints = runs.checkpoints("writer");
    // The writer may be quicker than the kill; its next checkpoint is another chance.
    let caught = (0..40).any(|_| {
        let killed =
            kill_at(&runs, "writer", "the writer", || being_written(&checkpoints).is_some());
        assert!(killed, "all checkpoints were written before one could be interrupted");
        being_written(&checkpoints).is_some()
    });
    assert!(caught, "the writer was never interrupted");
    let _done = runs.run("writer", &[]).with_code(0);
    assert_eq!(being_written(&checkpoints), None, "what was left half done is cleared away");
    assert_undisturbed(&runs, "writer");
}

#[test]
fn killed_between_the_best_checkpoint_and_its_mark_it_exports_the_best() {
    let runs = Runs::new();
    let _stopped = runs.run("mark", &[]).with_code(0);
    // As a kill between the two leaves it: the checkpoint is there, the mark is not.
    std::fs::remove_file(runs.folder("mark").join("best")).unwrap();
    std::fs::remove_file(runs.folder("mark").join("model.safetensors")).unwrap();
    let _done = runs.run("mark", &[]).with_code(0);
    assert_undisturbed(&runs, "mark");
}

#[test]
fn killed_at_moments_of_the_clock_it_ends_in_the_same_bits() {
    let runs = Runs::new();
    for milliseconds in [30, 110, 190, 270] {
        let mut child = runs.start("clock", &["--quiet"]);
        std::thread::sleep(Duration::from_millis(milliseconds));
        // It may have ended: then there is nothing left to kill.
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let _done = runs.run("clock", &[]).with_code(0);
    assert_undisturbed(&runs, "clock");
}
