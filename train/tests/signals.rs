//! A process of its own is sent real signals: the first is a request, the second ends it.
#![allow(clippy::print_stderr, reason = "without the test harness, it reports itself")]

use std::process::{Command, ExitCode as ProcessExitCode};

use neuron_train::signals::{ExitCode, Interrupt};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::low_level::raise;

/// What a child process does, and the code that it has to end with.
const CASES: [(&str, &[i32], i32); 6] = [
    ("no signal", &[], 0),
    ("SIGTERM", &[SIGTERM], 75),
    ("SIGINT", &[SIGINT], 75),
    ("SIGTERM twice", &[SIGTERM, SIGTERM], 143),
    ("SIGTERM, then SIGINT", &[SIGTERM, SIGINT], 130),
    ("SIGINT, then SIGTERM", &[SIGINT, SIGTERM], 143),
];

fn child(signals: &[i32]) -> ExitCode {
    let Ok(interrupt) = Interrupt::on_signals() else { return ExitCode::Failure };
    if interrupt.is_requested() {
        return ExitCode::BadInput;
    }
    for signal in signals {
        if raise(*signal).is_err() {
            return ExitCode::Failure;
        }
    }
    if interrupt.is_requested() { ExitCode::Interrupted } else { ExitCode::Success }
}

fn main() -> ProcessExitCode {
    const CHILD: &str = "NEURON_TRAIN_SIGNAL_CASE";
    if let Some(case) = std::env::var(CHILD).ok().and_then(|case| case.parse::<usize>().ok()) {
        return child(CASES[case].1).into();
    }
    let this = std::env::current_exe().expect("the test knows its own path");
    let mut result = ExitCode::Success;
    for (case, (what, _, expected)) in CASES.iter().enumerate() {
        let status = Command::new(&this).env(CHILD, case.to_string()).status();
        let code = status.expect("the test starts itself").code();
        let verdict = if code == Some(*expected) { "ok" } else { "FAILED" };
        eprintln!("test {what}: expected {expected}, was {code:?} ... {verdict}");
        if code != Some(*expected) {
            result = ExitCode::Failure;
        }
    }
    result.into()
}
