//! Tests against Python libraries, where there is Python.
//!
//! The family `parity` runs with `NEURON_PARITY_PYTHON` set to an interpreter that can import
//! [`MODULES`].

use std::path::PathBuf;

use anyhow::Result;

use super::stage::Outcome;
use super::{House, by_name, cargo};
use crate::python::{self, Environment};

const FAMILY: &str = "parity";
/// What the tests may import.
const MODULES: &[&str] = &["numpy", "torch", "sklearn", "tensorboard", "safetensors"];
/// Which interpreter the tests start.
const VARIABLE: &str = "NEURON_PARITY_PYTHON";

/// Runs the parity tests of every member.
pub(crate) fn run(house: &House) -> Result<Outcome> {
    let targets = by_name::targets(&house.workspace, FAMILY);
    if targets.is_empty() {
        return Ok(Outcome::Skipped(by_name::none(FAMILY)));
    }
    let python = match interpreter(house) {
        Ok(python) => python,
        Err(outcome) => return Ok(outcome),
    };
    let version = python::version(&python).unwrap_or_default();
    eprintln!("{VARIABLE}={} (Python {version})", python.display());
    cargo::run(house, &by_name::run(&targets, house.nextest), |command| {
        command.env(VARIABLE, &python);
    })
}

/// The interpreter to test with, or what the stage comes to without one.
fn interpreter(house: &House) -> Result<PathBuf, Outcome> {
    if let Some(python) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        return python::with_modules(python, MODULES, VARIABLE).map_err(Outcome::Failed);
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
