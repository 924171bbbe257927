//! What a caller hears while it waits, and how it changes its mind.

use crate::fake::{Fake, Told, options};
use neuron_rt::neuron::compiler::{CompileError, Event, LogLevel, Progress};
use std::path::PathBuf;

#[test]
fn a_slow_compilation_tells_every_second_what_it_said_last() {
    let fake = Fake::new("slow");
    let told = Told::default();
    fake.compiler().compile(b"module", "step", &options(), &told).unwrap();
    let running: Vec<String> =
        told.lines().into_iter().filter(|line| line.starts_with("compiling `step`: ")).collect();
    assert_eq!(
        running,
        ["compiling `step`: 1 s, 2026-11-21T10:00:00Z INFO 1 [root]: reading the module"]
    );
}

#[test]
fn the_level_of_the_users_flags_decides_what_is_told() {
    for (level, notes, others) in [("info", 1, true), ("warning", 1, false), ("error", 0, false)] {
        let fake = Fake::new("good").with_flags(&format!("--target=trn2 --log_level={level}"));
        let told = Told::default();
        fake.compiler().compile(b"module", "step", &options(), &told).unwrap();
        let lines = told.lines();
        let told_notes = lines.iter().filter(|line| line.contains("overrules")).count();
        assert_eq!((told_notes, lines.len() > told_notes), (notes, others), "{lines:?}");
    }
}

/// Wants no result as soon as a file is there.
struct UntilFile(PathBuf);

impl Progress for UntilFile {
    fn event(&self, event: Event<'_>) {
        assert_eq!(event.level(), LogLevel::Info);
    }

    fn cancelled(&self) -> bool {
        self.0.exists()
    }
}

#[test]
fn a_compilation_that_is_cancelled_ends_at_once_and_is_no_failure() {
    let fake = Fake::new("hang");
    let progress = UntilFile(fake.path("hanging"));
    let error = fake.compiler().compile(b"module", "step", &options(), &progress).unwrap_err();
    assert!(matches!(error, CompileError::Cancelled { .. }), "{error}");
    crate::processes::assert_ended(&fake);
    assert_eq!(fake.files(), Vec::<String>::new());
    fake.mode("good");
    let told = Told::default();
    fake.compiler().compile(b"module", "step", &options(), &told).unwrap();
    assert!(!told.has("before"), "{:?}", told.lines());
}
