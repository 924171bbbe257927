//! Tests against XLA itself, which shares no code with this project.
//!
//! The family `xla` runs with `NEURON_XLA_PLUGIN` set to the shared library of a PJRT plugin. Those of
//! its tests whose name begins with [`WITH_JAX`] have `NEURON_XLA_PYTHON` besides, an interpreter that
//! can import [`MODULES`]. Either variable that is set already is used as it is.

mod jax;
mod plugin;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::stage::Outcome;
use super::{House, by_name, cargo};
use crate::python;

const FAMILY: &str = "xla";
/// Tests that need jax, too.
const WITH_JAX: &str = "xla_jax";
/// What they may import.
const MODULES: &[&str] = &["jax", "jaxlib", "numpy"];
/// Which plugin the tests load.
const PLUGIN: &str = "NEURON_XLA_PLUGIN";
/// Which interpreter those with jax start.
const PYTHON: &str = "NEURON_XLA_PYTHON";

/// XLA's own settings.
const FLAGS: &str = "XLA_FLAGS";
/// The simplifier of XLA 0.0.1 for processors swaps the sides of some convolutions into one that its
/// own verifier aborts the process for. A judge is to do what the module says, in any case.
const WITHOUT_SIMPLIFIER: &str = "--xla_disable_hlo_passes=algsimp";

/// Runs the tests against XLA of every member.
pub(crate) fn run(house: &House) -> Result<Outcome> {
    let all = by_name::targets(&house.workspace, FAMILY);
    if all.is_empty() {
        return Ok(Outcome::Skipped(by_name::none(FAMILY)));
    }
    let plugin = match plugin(house) {
        Ok(plugin) => plugin,
        Err(outcome) => return Ok(outcome),
    };
    eprintln!("{PLUGIN}={}", plugin.display());
    let with_jax = by_name::targets(&house.workspace, WITH_JAX);
    if with_jax.is_empty() {
        return test(house, &all, &plugin, None);
    }
    match interpreter(house) {
        Ok(python) => {
            eprintln!(
                "{PYTHON}={} (Python {})",
                python.display(),
                python::version(&python).unwrap_or_default()
            );
            test(house, &all, &plugin, Some(&python))
        }
        Err(Outcome::Skipped(why)) => {
            // What can run, runs; the rest is not passed over in silence.
            let rest = &all - &with_jax;
            let outcome =
                if rest.is_empty() { Outcome::Passed } else { test(house, &rest, &plugin, None)? };
            Ok(match outcome {
                Outcome::Passed => Outcome::Skipped(without(&with_jax, &why)),
                outcome => outcome,
            })
        }
        Err(outcome) => Ok(outcome),
    }
}

fn test(
    house: &House,
    targets: &BTreeSet<&str>,
    plugin: &Path,
    python: Option<&Path>,
) -> Result<Outcome> {
    cargo::run(house, &by_name::run(targets, house.nextest), |command| {
        command.env(PLUGIN, plugin).env(FLAGS, WITHOUT_SIMPLIFIER);
        if let Some(python) = python {
            command.env(PYTHON, python);
        }
    })
}

/// What the stage comes to where only tests without jax have run.
fn without(targets: &BTreeSet<&str>, why: &str) -> String {
    let names: Vec<String> = targets.iter().map(|name| format!("`{name}`")).collect();
    format!("{} did not run: {why}", names.join(", "))
}

/// The plugin to test with, or what the stage comes to without one.
fn plugin(house: &House) -> Result<PathBuf, Outcome> {
    if let Some(path) = std::env::var_os(PLUGIN).map(PathBuf::from) {
        // The tests run in folders of their own.
        return path.canonicalize().map_err(|error| {
            Outcome::Failed(format!("`{PLUGIN}` names `{}`: {error}", path.display()))
        });
    }
    plugin::prepare(&house.workspace).map_err(|error| {
        // Without a network there is nothing to test with; with other bytes something is wrong.
        if error.is::<plugin::OtherBytes>() {
            return Outcome::failed(&error);
        }
        Outcome::Skipped(format!("no plugin to test with: {error:#}"))
    })
}

/// The interpreter with jax, or what the stage comes to without one.
fn interpreter(house: &House) -> Result<PathBuf, Outcome> {
    if let Some(python) = std::env::var_os(PYTHON).map(PathBuf::from) {
        return python::with_modules(python, MODULES, PYTHON).map_err(Outcome::Failed);
    }
    jax::prepare(&house.workspace)
        .map_err(|error| Outcome::Skipped(format!("no Python with jax: {error:#}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_did_not_run_are_named_with_the_reason() {
        let targets = BTreeSet::from(["xla_jax_reader", "xla_jax_gradients"]);
        let expected =
            "`xla_jax_gradients`, `xla_jax_reader` did not run: no Python here is 3.11 or newer";
        assert_eq!(without(&targets, "no Python here is 3.11 or newer"), expected);
    }
}
