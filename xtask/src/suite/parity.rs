//! Tests against Python libraries, where there is Python.
//!
//! A parity test is an integration test named `parity…` with `test = false` in its manifest: a plain
//! `cargo test` leaves it alone, and this stage runs it by name with `NEURON_PARITY_PYTHON` set to an
//! interpreter that can import [`MODULES`].

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;

use super::stage::Outcome;
use super::{House, cargo};
use crate::python::{self, Environment};
use crate::workspace::{Target, Workspace};

/// What the tests may import.
const MODULES: &[&str] = &["numpy", "torch", "sklearn", "tensorboard", "safetensors"];
/// Which interpreter the tests start.
const VARIABLE: &str = "NEURON_PARITY_PYTHON";

/// Runs the parity tests of every member.
pub(crate) fn run(house: &House) -> Result<Outcome> {
    let targets = targets(&house.workspace);
    if targets.is_empty() {
        let why = "no member has a test target `parity…` with `test = false`";
        return Ok(Outcome::Skipped(why.to_owned()));
    }
    let python = match interpreter(house) {
        Ok(python) => python,
        Err(outcome) => return Ok(outcome),
    };
    let version = python::version(&python).unwrap_or_default();
    eprintln!("{VARIABLE}={} (Python {version})", python.display());
    cargo::run(house, &tests_of(&targets, house.nextest), |command| {
        command.env(VARIABLE, &python);
    })
}

/// The whole workspace is named, so that nothing is built with other features than before.
fn tests_of(targets: &BTreeSet<&str>, nextest: bool) -> String {
    let runner = if nextest { "nextest run" } else { "test" };
    format!("{runner} --workspace {} --no-fail-fast LOCKED", chosen(targets))
}

/// What lints the parity tests, which `--all-targets` leaves out; nothing where there are none.
pub(crate) fn lint(workspace: &Workspace) -> Option<String> {
    let targets = targets(workspace);
    let line = || format!("clippy --workspace {} LOCKED -- -D warnings", chosen(&targets));
    (!targets.is_empty()).then(line)
}

fn chosen(targets: &BTreeSet<&str>) -> String {
    targets.iter().map(|name| format!("--test {name}")).collect::<Vec<_>>().join(" ")
}

/// The names of the parity tests of all members.
fn targets(workspace: &Workspace) -> BTreeSet<&str> {
    let all = workspace.packages.iter().flat_map(|package| &package.targets);
    let parity =
        |target: &&Target| target.is("test") && target.name.starts_with("parity") && !target.tested;
    all.filter(parity).map(|target| target.name.as_str()).collect()
}

/// The interpreter to test with, or what the stage comes to without one.
fn interpreter(house: &House) -> Result<PathBuf, Outcome> {
    if let Some(python) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        let missing = python::missing_modules(&python, MODULES);
        if missing.is_empty() {
            return Ok(python);
        }
        let (python, missing) = (python.display(), missing.join(", "));
        return Err(Outcome::Failed(format!(
            "`{VARIABLE}` names `{python}`, which lacks {missing}"
        )));
    }
    let with_torch =
        |python: &PathBuf| python::missing_modules(python, &["torch", "numpy"]).is_empty();
    let Some(base) = python::on_this_machine().into_iter().find(with_torch) else {
        let why = format!(
            "no Python here can import torch and numpy: install Debian's `python3-torch` and \
             `python3-venv`, or set `{VARIABLE}` to an interpreter that can"
        );
        return Err(Outcome::Skipped(why));
    };
    let environment = Environment {
        folder: &house.workspace.target.join("parity"),
        base: &base,
        requirements: &house.workspace.root.join("xtask/parity/requirements.txt"),
        system_packages: true,
    };
    let python = python::prepare(&environment)
        .map_err(|error| Outcome::Skipped(format!("no environment for the tests: {error:#}")))?;
    let missing = python::missing_modules(&python, MODULES);
    if !missing.is_empty() {
        let why = format!("the environment `{}` lacks {}", python.display(), missing.join(", "));
        return Err(Outcome::Failed(why));
    }
    Ok(python)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Package;

    fn workspace(targets: &[(&str, bool)]) -> Workspace {
        let target = |(name, tested): &(&str, bool)| Target {
            name: (*name).to_owned(),
            kinds: vec!["test".to_owned()],
            source: String::new(),
            tested: *tested,
        };
        let package = Package {
            name: "neuron-train".to_owned(),
            folder: "train".to_owned(),
            targets: targets.iter().map(target).collect(),
            dependencies: Vec::new(),
        };
        Workspace { root: PathBuf::new(), target: PathBuf::new(), packages: vec![package] }
    }

    #[test]
    fn only_tests_that_run_by_name_alone_are_parity_tests() {
        let workspace = workspace(&[("parity", false), ("parity_stored", true), ("resume", false)]);
        assert_eq!(targets(&workspace), BTreeSet::from(["parity"]));
    }

    #[test]
    fn parity_tests_are_run_and_linted_by_name() {
        let workspace = workspace(&[("parity_nn", false), ("parity_metrics", false)]);
        let targets = targets(&workspace);
        insta::assert_snapshot!(tests_of(&targets, true), @"nextest run --workspace --test parity_metrics --test parity_nn --no-fail-fast LOCKED");
        insta::assert_snapshot!(tests_of(&targets, false), @"test --workspace --test parity_metrics --test parity_nn --no-fail-fast LOCKED");
        insta::assert_snapshot!(lint(&workspace).expect("there are some"), @"clippy --workspace --test parity_metrics --test parity_nn LOCKED -- -D warnings");
    }

    #[test]
    fn without_parity_tests_there_is_nothing_to_lint() {
        assert_eq!(lint(&workspace(&[("resume", true)])), None);
    }
}
