//! `cargo xtask bench`: measures, and writes what was measured into docs/BENCHMARKS.md.

mod criterion;
mod date;
mod duration;
mod machine;
mod page;
mod peer;
mod table;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::command::Bench;
use crate::failure::{ChildFailed, Usage};
use crate::workspace::{self, Workspace};

use criterion::Measurement;

/// The package whose benches are run.
const PACKAGE: &str = "neuron-benches";
/// The page that holds the tables.
const PAGE: &str = "docs/BENCHMARKS.md";

/// Runs the benchmarks that `flags` choose.
///
/// # Errors
///
/// A bench that fails, an environment that cannot be made, results that cannot be read or written.
pub(crate) fn run(flags: &Bench) -> Result<ExitCode> {
    let workspace = workspace::load(&workspace::root()?)?;
    if !workspace.packages.iter().any(|package| package.name == PACKAGE) {
        bail!("this workspace has no package `{PACKAGE}`, which holds the benchmarks");
    }
    let threads = flags.threads.unwrap_or_else(machine::cores);
    if threads == 0 || flags.rounds == Some(0) {
        return Err(Usage("`--threads` and `--rounds` have to be at least 1".into()).into());
    }
    let setting = Setting::now(flags, threads);
    let blocks = match &flags.peer {
        None => measure_project(&workspace, flags, &setting)?,
        Some(name) => peer::measure(&workspace, name, flags, &setting)?,
    };
    write_page(&workspace.root.join(PAGE), &blocks)?;
    Ok(ExitCode::SUCCESS)
}

/// Under what conditions a table was made: printed with it.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    command: String,
    machine: String,
    date: String,
    threads: u32,
    /// Of both sides, where there is another one.
    versions: Vec<String>,
}

impl Setting {
    fn now(flags: &Bench, threads: u32) -> Setting {
        Setting {
            command: command_line(flags),
            machine: machine::describe(),
            date: date::iso(SystemTime::now()),
            threads,
            versions: Vec::new(),
        }
    }
}

/// The line that makes the same tables again.
fn command_line(flags: &Bench) -> String {
    let mut line = "cargo xtask bench".to_owned();
    let options = [
        ("--peer", flags.peer.clone()),
        ("--rounds", flags.rounds.map(|rounds| rounds.to_string())),
        ("--threads", flags.threads.map(|threads| threads.to_string())),
    ];
    for (name, value) in options {
        if let Some(value) = value {
            line += &format!(" {name} {value}");
        }
    }
    if let Some(filter) = &flags.filter {
        line += &format!(" '{filter}'");
    }
    line
}

fn measure_project(
    workspace: &Workspace,
    flags: &Bench,
    setting: &Setting,
) -> Result<BTreeMap<String, String>> {
    let measured = run_criterion(workspace, flags.filter.as_deref(), setting.threads)?;
    let mut blocks = BTreeMap::new();
    for (group, measurements) in criterion::by_group(measured) {
        let fresh: Vec<Measurement> =
            measurements.iter().filter(|measurement| measurement.fresh).cloned().collect();
        if fresh.is_empty() {
            continue;
        }
        let block = table::of_group(&group, &fresh, setting);
        println!("\n{block}");
        if fresh.len() == measurements.len() {
            blocks.insert(group, block);
        } else {
            let (some, all) = (fresh.len(), measurements.len());
            println!("`{group}`: {some} of {all} benchmarks ran, so its table is not written");
        }
    }
    Ok(blocks)
}

/// Runs the project's benchmarks and reads every result, those of earlier runs included.
fn run_criterion(
    workspace: &Workspace,
    filter: Option<&str>,
    threads: u32,
) -> Result<Vec<Measurement>> {
    let began = SystemTime::now();
    let mut cargo = workspace::cargo();
    cargo.args(["bench", "-p", PACKAGE, "--", "--noplot"]).args(filter);
    limit_threads(&mut cargo, threads).current_dir(&workspace.root);
    let status = cargo.status().context("cannot run `cargo bench`")?;
    if !status.success() {
        return Err(ChildFailed { command: format!("cargo bench -p {PACKAGE}"), status }.into());
    }
    let measured = criterion::read(&workspace.target.join("criterion"), began)?;
    if !measured.iter().any(|measurement| measurement.fresh) {
        let chosen = filter.unwrap_or("every name");
        bail!("no benchmark ran for `{chosen}`; nothing was written");
    }
    Ok(measured)
}

/// Gives a program the same number of threads, whichever library does its work.
fn limit_threads(command: &mut Command, threads: u32) -> &mut Command {
    let names = ["RAYON_NUM", "OMP_NUM", "MKL_NUM", "OPENBLAS_NUM", "PEER"];
    command.envs(names.map(|name| (format!("{name}_THREADS"), threads.to_string())))
}

fn write_page(path: &Path, blocks: &BTreeMap<String, String>) -> Result<()> {
    if blocks.is_empty() {
        return Ok(());
    }
    let shown = path.display();
    let mut text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Benchmarks\n".to_owned(),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
    };
    for (name, block) in blocks {
        text = page::with_block(&text, name, block).with_context(|| format!("in `{shown}`"))?;
    }
    let scratch = path.with_extension("md.tmp");
    fs::write(&scratch, text).with_context(|| format!("cannot write `{}`", scratch.display()))?;
    fs::rename(&scratch, path).with_context(|| format!("cannot replace `{shown}`"))?;
    println!("wrote {} table(s) into {PAGE}", blocks.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(peer: Option<&str>, rounds: Option<u32>, filter: Option<&str>) -> Bench {
        let (peer, filter) = (peer.map(str::to_owned), filter.map(str::to_owned));
        Bench { peer, rounds, threads: None, filter }
    }

    #[test]
    fn a_table_names_the_line_that_makes_it() {
        assert_eq!(command_line(&flags(None, None, None)), "cargo xtask bench");
        let line = command_line(&flags(Some("torch"), Some(5), Some("step/vit")));
        assert_eq!(line, "cargo xtask bench --peer torch --rounds 5 'step/vit'");
    }

    #[test]
    fn the_page_is_made_where_there_is_none_and_kept_where_there_is() {
        let tree = tempfile::tempdir().expect("a folder");
        let path = tree.path().join("BENCHMARKS.md");
        write_page(&path, &BTreeMap::new()).expect("nothing to do");
        assert!(!path.exists());
        let block = |text: &str| BTreeMap::from([("step".to_owned(), text.to_owned())]);
        write_page(&path, &block("first")).expect("written");
        let text = fs::read_to_string(&path).expect("there") + "\nprose\n";
        fs::write(&path, text).expect("written");
        write_page(&path, &block("second")).expect("written");
        let text = fs::read_to_string(&path).expect("there");
        assert!(text.contains("second") && text.contains("prose") && !text.contains("first"));
    }
}
