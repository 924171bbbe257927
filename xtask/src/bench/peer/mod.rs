//! Measuring against another library or program, in turns with it.
//!
//! A peer is a name, with a list of pinned packages in `xtask/peers/`, or programs of the system. The bench
//! `peer` of a package of benchmarks, with `harness = false` and `bench = false` so that it runs by name
//! only, drives both sides, turn by turn, since machines are shared and drift. It gets
//! `--peer NAME --rounds N [FILTER]` as arguments, the interpreter as `NEURON_PEER_PYTHON`, and, where
//! this project's side is a command, the binary as `NEURON_BENCH_PROGRAM`. It writes one JSON object a line
//! to standard output:
//!
//! - `{"name": "step/vit", "ours_ns": 2.4e8, "peer_ns": 2.5e8, "ours_least_ns": 2.3e8,
//!   "peer_least_ns": 2.4e8}`: one turn of both sides, the medians and the least times of the same work;
//! - `{"name": "memory/vit", "ours": 1e8, "peer": 4e8, "unit": "bytes", "planned": 9e7}`: what both
//!   sides take, in `bytes` or `ns`, and, where there is one, what the plan says;
//! - `{"name": "snps at 8-fold", "ours": 0.9, "peer": 0.8, "measure": "F1"}`: how well both sides do;
//! - `{"name": "output of vit", "value": 1e-6, "unit": "greatest relative difference"}`: a figure by
//!   itself.

mod compare;
mod known;
mod said;
mod tool;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{Setting, limit_threads, table};
use crate::command::Bench;
use crate::failure::ChildFailed;
use crate::launch;
use crate::python::{self, Environment};
use crate::workspace::{self, Workspace};

pub(crate) use compare::Comparison;
use compare::compare;
use known::{From, Module, Peer};
use said::Said;
pub(crate) use said::{Cost, Score, Unit, Value};

/// The bench that drives both sides.
const BENCH: &str = "peer";
/// How often both sides take turns, unless it is said.
const ROUNDS: u32 = 5;
/// Which interpreter the bench starts.
const VARIABLE: &str = "NEURON_PEER_PYTHON";
/// Which binary is this project's side, where that is a command.
const PROGRAM: &str = "NEURON_BENCH_PROGRAM";

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
    let rounds = flags.rounds.unwrap_or(ROUNDS).to_string();
    let mut cargo = workspace::cargo();
    cargo.args(["bench", "-p", known.bench, "--bench", BENCH, "--", "--peer", peer]);
    cargo.args(["--rounds", &rounds]).args(&flags.filter).current_dir(&workspace.root);
    let mut versions = prepare(workspace, known, &mut cargo)?;
    versions.extend(of_this_project(workspace));
    let setting = &Setting { versions, ..setting.clone() };
    let said = run(limit_threads(&mut cargo, setting.threads), known.bench)?;

    let mut blocks = BTreeMap::new();
    let compared = compare(&said.turns);
    if !compared.is_empty() {
        blocks.insert(format!("peer-{peer}"), table::of_peer(peer, &compared, setting));
    }
    if !said.costs.is_empty() {
        blocks.insert(format!("peer-{peer}-costs"), table::of_costs(peer, &said.costs, setting));
    }
    if !said.scores.is_empty() {
        blocks.insert(format!("peer-{peer}-scores"), table::of_scores(peer, &said.scores, setting));
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

fn run(cargo: &mut Command, package: &str) -> Result<Said> {
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run the bench `{BENCH}`"))?;
    if !output.status.success() {
        let command = format!("cargo bench -p {package} --bench {BENCH}");
        return Err(ChildFailed { command, status: output.status }.into());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("the bench `{BENCH}` wrote no text"))?;
    said::read(&text).with_context(|| format!("the bench `{BENCH}`"))
}

/// Gives the bench what both sides need; the peer's versions.
fn prepare(workspace: &Workspace, peer: &Peer, cargo: &mut Command) -> Result<Vec<String>> {
    let versions = match &peer.from {
        From::Commands(tools) => tools.iter().map(tool::version).collect::<Result<_>>()?,
        From::Python { packages, modules } => {
            let python = interpreter(workspace, packages, modules)?;
            cargo.env(VARIABLE, &python);
            python::versions(&python, modules.iter().map(|module| module.package))
        }
    };
    if let Some(name) = peer.program {
        let package = workspace.packages.iter().find(|package| package.name == name);
        let package = package.with_context(|| format!("this workspace has no package `{name}`"))?;
        cargo.env(PROGRAM, launch::build(&workspace.root, package)?);
    }
    Ok(versions)
}

/// The commit that was built, where git knows it.
fn of_this_project(workspace: &Workspace) -> Option<String> {
    let git = |arguments: &[&str]| {
        let output =
            Command::new("git").args(arguments).current_dir(&workspace.root).output().ok()?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        output.status.success().then_some(said)
    };
    let commit = git(&["rev-parse", "--short=9", "HEAD"])?;
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    // The page is written by the benches themselves.
    let changed = changed.lines().any(|line| !line.ends_with(super::PAGE));
    Some(format!("this project at {commit}{}", if changed { " with changes" } else { "" }))
}

fn interpreter(workspace: &Workspace, packages: &str, modules: &[Module]) -> Result<PathBuf> {
    if let Some(python) = std::env::var_os(VARIABLE).map(PathBuf::from) {
        if python::version(&python).is_none() {
            bail!("`{VARIABLE}` names `{}`, which does not start", python.display());
        }
        let modules: Vec<&str> = modules.iter().map(|module| module.name).collect();
        return python::with_modules(python, &modules, VARIABLE).map_err(anyhow::Error::msg);
    }
    let Some(base) = python::on_this_machine().into_iter().next() else {
        bail!("no Python here: install python3 with its venv module, or set `{VARIABLE}`");
    };
    python::prepare(&Environment {
        folder: &workspace.target.join("peer").join(packages),
        base: &base,
        requirements: &workspace.root.join("xtask/peers").join(format!("{packages}.txt")),
        system_packages: false,
    })
}
