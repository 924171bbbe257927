//! Measuring against a Python library, in turns with it.
//!
//! A peer `NAME` is a list of pinned packages, `xtask/peers/NAME.txt`, and the scripts
//! `benches/peers/NAME*.py`. A script is run as `python SCRIPT [FILTER]` and writes one JSON object a line
//! to standard output:
//!
//! - `{"name": "step/vit", "median_ns": 2.4e8}`: the time of the same work that the project's benchmark
//!   of that name measures;
//! - `{"name": "random forest, statlog", "value": 0.91, "unit": "accuracy"}`: a figure by itself.
//!
//! Machines are shared and drift, so the sides take turns and the ratio is taken within each turn.

mod compare;
mod script;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Setting, run_criterion, table};
use crate::command::Bench;
use crate::python::{self, Environment};
use crate::workspace::Workspace;

pub(crate) use compare::Comparison;
use compare::{Round, compare};
pub(crate) use script::Value;

/// Runs peer and project in turns; the blocks to write, by name.
///
/// # Errors
///
/// An unknown peer, an environment that cannot be made, a script or a benchmark that fails.
pub(crate) fn measure(
    workspace: &Workspace,
    peer: &str,
    flags: &Bench,
    setting: &Setting,
) -> Result<BTreeMap<String, String>> {
    let scripts = script::find(&workspace.root.join("benches/peers"), peer)?;
    let python = interpreter(workspace, peer)?;
    let mut rounds = Vec::new();
    let mut values = Vec::new();
    for round in 1..=flags.rounds.unwrap_or(3) {
        eprintln!("round {round}: {peer}");
        let said = script::run(&python, &scripts, flags.filter.as_deref(), setting.threads)?;
        values = said.values;
        if said.times.is_empty() {
            break;
        }
        eprintln!("round {round}: this project");
        let filter = exactly(said.times.keys());
        let measured = run_criterion(workspace, Some(&filter), setting.threads)?;
        let fresh = measured.into_iter().filter(|measurement| measurement.fresh);
        let ours = fresh.map(|measurement| (measurement.id, measurement.median_ns)).collect();
        rounds.push(Round { ours, peer: said.times });
    }

    let mut blocks = BTreeMap::new();
    let compared = compare(&rounds)?;
    if !compared.is_empty() {
        blocks.insert(format!("peer-{peer}"), table::of_peer(peer, &compared, setting));
    }
    if !values.is_empty() {
        blocks.insert(format!("peer-{peer}-values"), table::of_values(peer, &values, setting));
    }
    for block in blocks.values() {
        println!("\n{block}");
    }
    if flags.filter.is_some() {
        println!("a filtered comparison is shown, not written");
        blocks.clear();
    }
    Ok(blocks)
}

fn interpreter(workspace: &Workspace, peer: &str) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os("NEURON_PEER_PYTHON").map(PathBuf::from) {
        return match python::version(&python) {
            Some(_) => Ok(python),
            None => {
                bail!("`NEURON_PEER_PYTHON` names `{}`, which does not start", python.display())
            }
        };
    }
    let Some(base) = python::on_this_machine().into_iter().next() else {
        bail!("no Python here: install python3 with its venv module, or set `NEURON_PEER_PYTHON`");
    };
    python::prepare(&Environment {
        folder: &workspace.target.join("peer").join(peer),
        base: &base,
        requirements: &workspace.root.join("xtask/peers").join(format!("{peer}.txt")),
        system_packages: false,
    })
}

/// A regular expression that chooses these names and no others.
fn exactly<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let escape = |name: &String| {
        let special = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '/' | ' '));
        let quoted = |c: char| if special(c) { vec!['\\', c] } else { vec![c] };
        name.chars().flat_map(quoted).collect::<String>()
    };
    format!("^({})$", names.map(escape).collect::<Vec<_>>().join("|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_chooses_the_names_and_no_others() {
        let names = ["step/vit".to_owned(), "kernel/a+b 3.5".to_owned()];
        assert_eq!(exactly(names.iter()), r"^(step/vit|kernel/a\+b 3\.5)$");
    }
}
