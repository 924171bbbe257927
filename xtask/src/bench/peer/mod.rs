//! Measuring against a Python library, in turns with it.
//!
//! A peer is a name, with a list of pinned packages in `xtask/peers/`. The bench `peer` of the package of
//! benchmarks, with `harness = false` and `bench = false` so that it runs by name only, drives both
//! sides, turn by turn, since machines are shared and drift. It gets `--peer NAME --rounds N [FILTER]`
//! as arguments and the interpreter as `NEURON_PEER_PYTHON`, and writes one JSON object a line to
//! standard output:
//!
//! - `{"name": "step/vit", "ours_ns": 2.4e8, "peer_ns": 2.5e8, "ours_least_ns": 2.3e8,
//!   "peer_least_ns": 2.4e8}`: one turn of both sides, the medians and the least times of the same work;
//! - `{"name": "memory/vit", "ours": 1e8, "peer": 4e8, "unit": "bytes", "planned": 9e7}`: what both
//!   sides take, in `bytes` or `ns`, and, where there is one, what the plan says;
//! - `{"name": "output of vit", "value": 1e-6, "unit": "greatest relative difference"}`: a figure by
//!   itself.

mod compare;
mod known;
mod said;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{PACKAGE, Setting, limit_threads, table};
use crate::command::Bench;
use crate::failure::ChildFailed;
use crate::python::{self, Environment};
use crate::workspace::{self, Workspace};

pub(crate) use compare::Comparison;
use compare::compare;
use known::Peer;
use said::Said;
pub(crate) use said::{Cost, Unit, Value};

/// The bench that drives both sides.
const BENCH: &str = "peer";
/// How often both sides take turns, unless it is said.
const ROUNDS: u32 = 5;
/// Which interpreter the bench starts.
const VARIABLE: &str = "NEURON_PEER_PYTHON";

/// Runs peer and project in turns; the blocks to write, by name.
///
/// # Errors
///
/// An unknown peer, an environment that cannot be made, a bench that fails or measures nothing.
pub(crate) fn measure(
    workspace: &Workspace,
    peer: &str,
    flags: &Bench,
    setting: &Setting,
) -> Result<BTreeMap<String, String>> {
    let known = known::named(peer)?;
    let python = interpreter(workspace, known)?;
    let rounds = flags.rounds.unwrap_or(ROUNDS).to_string();
    let mut cargo = workspace::cargo();
    cargo.args(["bench", "-p", PACKAGE, "--bench", BENCH, "--", "--peer", peer]);
    cargo.args(["--rounds", &rounds]).args(&flags.filter);
    cargo.env(VARIABLE, &python).current_dir(&workspace.root);
    let said = run(limit_threads(&mut cargo, setting.threads))?;

    let mut blocks = BTreeMap::new();
    let compared = compare(&said.turns);
    if !compared.is_empty() {
        blocks.insert(format!("peer-{peer}"), table::of_peer(peer, &compared, setting));
    }
    if !said.costs.is_empty() {
        blocks.insert(format!("peer-{peer}-costs"), table::of_costs(peer, &said.costs, setting));
    }
    if !said.values.is_empty() {
        blocks.insert(format!("peer-{peer}-values"), table::of_values(peer, &said.values, setting));
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

fn run(cargo: &mut Command) -> Result<Said> {
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run the bench `{BENCH}`"))?;
    if !output.status.success() {
        let command = format!("cargo bench -p {PACKAGE} --bench {BENCH}");
        return Err(ChildFailed { command, status: output.status }.into());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("the bench `{BENCH}` wrote no text"))?;
    said::read(&text).with_context(|| format!("the bench `{BENCH}`"))
}

fn interpreter(workspace: &Workspace, peer: &Peer) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if python::version(&python).is_none() {
            bail!("`{VARIABLE}` names `{}`, which does not start", python.display());
        }
        return python::with_modules(python, peer.modules, VARIABLE).map_err(anyhow::Error::msg);
    }
    let Some(base) = python::on_this_machine().into_iter().next() else {
        bail!("no Python here: install python3 with its venv module, or set `{VARIABLE}`");
    };
    python::prepare(&Environment {
        folder: &workspace.target.join("peer").join(peer.packages),
        base: &base,
        requirements: &workspace.root.join("xtask/peers").join(format!("{}.txt", peer.packages)),
        system_packages: false,
    })
}
