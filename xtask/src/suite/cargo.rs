//! The stages that are one call of cargo.

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::stage::Outcome;
use super::{House, by_name};
use crate::workspace;

/// Whether `cargo nextest` is installed.
pub(crate) fn has_nextest() -> bool {
    let mut command = workspace::cargo();
    command.args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The sources are formatted.
pub(crate) fn format(house: &House) -> Result<Outcome> {
    run(house, "fmt --all --check", |_| {})
}

/// No target has a warning, tests that run only by name included.
pub(crate) fn clippy(house: &House) -> Result<Outcome> {
    let outcome = run(house, "clippy --workspace --all-targets LOCKED -- -D warnings", |_| {})?;
    match by_name::lint(&house.workspace) {
        Some(line) if outcome == Outcome::Passed => run(house, &line, |_| {}),
        _ => Ok(outcome),
    }
}

/// The documentation builds without a warning.
pub(crate) fn docs(house: &House) -> Result<Outcome> {
    run(house, "doc --workspace --no-deps LOCKED", |command| {
        command.env("RUSTDOCFLAGS", "-D warnings");
    })
}

/// Unit and integration tests.
pub(crate) fn tests(house: &House) -> Result<Outcome> {
    run(house, tests_of(house.nextest), |_| {})
}

/// The examples in the documentation, which nextest does not run.
pub(crate) fn doctests(house: &House) -> Result<Outcome> {
    run(house, "test --workspace --doc LOCKED", |_| {})
}

fn tests_of(nextest: bool) -> &'static str {
    // A failing test must not hide those after it.
    if nextest {
        "nextest run --workspace --no-fail-fast LOCKED"
    } else {
        "test --workspace --tests --no-fail-fast LOCKED"
    }
}

/// Code that the default build leaves out: reading parquet brings crates that few need.
pub(crate) fn features(house: &House) -> Result<Outcome> {
    run(house, "test -p neuron-data --features parquet --test parquet_images LOCKED", |_| {})
}

/// Runs cargo in the root with the words of `line`, after showing them. `LOCKED` stands for `--locked`
/// on a machine where the lock file has to be right already, and for nothing elsewhere.
///
/// # Errors
///
/// Where cargo cannot be started.
pub(crate) fn run(
    house: &House,
    line: &str,
    prepare: impl FnOnce(&mut Command),
) -> Result<Outcome> {
    let words = words(line, house.ci);
    eprintln!("$ cargo {}", words.join(" "));
    let mut command = workspace::cargo();
    command.args(&words).current_dir(&house.workspace.root);
    prepare(&mut command);
    let status = command.status().context("cannot run cargo")?;
    Ok(if status.success() {
        Outcome::Passed
    } else {
        Outcome::Failed(format!("`cargo {}` ended with {status}", words.join(" ")))
    })
}

fn words(line: &str, ci: bool) -> Vec<&str> {
    line.split(' ')
        .filter_map(|word| if word == "LOCKED" { ci.then_some("--locked") } else { Some(word) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_is_held_fast_in_ci_only() {
        let clippy = "clippy --workspace LOCKED -- -D warnings";
        assert_eq!(words(clippy, true).join(" "), "clippy --workspace --locked -- -D warnings");
        assert_eq!(words(clippy, false).join(" "), "clippy --workspace -- -D warnings");
    }

    #[test]
    fn tests_run_with_either_runner_and_to_the_end() {
        for nextest in [true, false] {
            assert!(tests_of(nextest).contains("--no-fail-fast"));
        }
    }
}
