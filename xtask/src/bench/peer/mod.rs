//! Measuring against a Python library, in turns with it.
//!
//! A peer `NAME` is a list of pinned packages, `xtask/peers/NAME.txt`, and a bench `peer_NAME` of the
//! package of benchmarks, with `harness = false` and `bench = false` so that it runs by name only. The
//! bench drives both sides in one process, turn by turn, since machines are shared and drift. It gets
//! `--rounds N [FILTER]` as arguments and the interpreter as `NEURON_PEER_PYTHON`, and writes one JSON
//! object a line to standard output:
//!
//! - `{"name": "step/vit", "ours_ns": 2.4e8, "peer_ns": 2.5e8}`: one turn of both sides, the medians
//!   of the same work;
//! - `{"name": "random forest", "value": 0.911, "unit": "accuracy"}`: a figure by itself.

mod compare;
mod said;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{PACKAGE, Setting, limit_threads, table};
use crate::command::Bench;
use crate::failure::{ChildFailed, Usage};
use crate::python::{self, Environment};
use crate::workspace::{self, Workspace};

pub(crate) use compare::Comparison;
use compare::compare;
use said::Said;
pub(crate) use said::Value;

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
    let bench = target(workspace, peer)?;
    let python = interpreter(workspace, peer)?;
    let rounds = flags.rounds.unwrap_or(3).to_string();
    let mut cargo = workspace::cargo();
    cargo.args(["bench", "-p", PACKAGE, "--bench", &bench, "--", "--rounds", &rounds]);
    cargo.args(&flags.filter).env(VARIABLE, &python).current_dir(&workspace.root);
    let said = run(limit_threads(&mut cargo, setting.threads), &bench)?;

    let mut blocks = BTreeMap::new();
    let compared = compare(&said.turns);
    if !compared.is_empty() {
        blocks.insert(format!("peer-{peer}"), table::of_peer(peer, &compared, setting));
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

fn run(cargo: &mut Command, bench: &str) -> Result<Said> {
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run the bench `{bench}`"))?;
    if !output.status.success() {
        let command = format!("cargo bench -p {PACKAGE} --bench {bench}");
        return Err(ChildFailed { command, status: output.status }.into());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("the bench `{bench}` wrote no text"))?;
    said::read(&text).with_context(|| format!("the bench `{bench}`"))
}

/// The bench that drives a peer.
fn target(workspace: &Workspace, peer: &str) -> Result<String> {
    let members = workspace.packages.iter().filter(|package| package.name == PACKAGE);
    let benches = members.flat_map(|package| &package.targets).filter(|target| target.is("bench"));
    let peers: Vec<&str> = benches.filter_map(|target| target.name.strip_prefix("peer_")).collect();
    if !peers.contains(&peer) {
        let known = if peers.is_empty() { "none".to_owned() } else { peers.join(", ") };
        return Err(Usage(format!("unknown peer `{peer}`: there are {known}")).into());
    }
    Ok(format!("peer_{peer}"))
}

fn interpreter(workspace: &Workspace, peer: &str) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        return match python::version(&python) {
            Some(_) => Ok(python),
            None => bail!("`{VARIABLE}` names `{}`, which does not start", python.display()),
        };
    }
    let Some(base) = python::on_this_machine().into_iter().next() else {
        bail!("no Python here: install python3 with its venv module, or set `{VARIABLE}`");
    };
    python::prepare(&Environment {
        folder: &workspace.target.join("peer").join(peer),
        base: &base,
        requirements: &workspace.root.join("xtask/peers").join(format!("{peer}.txt")),
        system_packages: false,
    })
}
