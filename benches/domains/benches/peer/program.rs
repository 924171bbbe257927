//! Sides that are commands: this project's, and those of the system.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names this project's program of genomics, as it is built for use.
const PROGRAM: &str = "NEURON_BENCH_PROGRAM";

/// This project's program.
#[derive(Debug)]
pub(crate) struct Program(PathBuf);

impl Program {
    pub(crate) fn open() -> Result<Self> {
        let path = std::env::var_os(PROGRAM)
            .with_context(|| format!("`{PROGRAM}` has to name the program `neuron-genomics`"))?;
        Ok(Self(path.into()))
    }

    /// `run ANALYSIS`, to which flags are added.
    pub(crate) fn analysis(&self, name: &str) -> Command {
        let mut command = Command::new(&self.0);
        command.args(["run", name]);
        command
    }
}

/// Runs a command to its end; its standard output.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let name = Path::new(command.get_program()).display().to_string();
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{name}`: is it on the path?"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let reason = said.lines().rfind(|line| !line.trim().is_empty());
        bail!("`{name}` failed: {}", reason.unwrap_or("it gave no reason").trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// As [`run`], where the output is one JSON object.
pub(crate) fn json(command: &mut Command) -> Result<Value> {
    let said = run(command)?;
    serde_json::from_str(&said).with_context(|| format!("`{said}` is no JSON"))
}

/// How long each of so many runs takes.
pub(crate) fn times(count: usize, work: &mut dyn FnMut() -> Result<()>) -> Result<Vec<Duration>> {
    (0..count)
        .map(|_| {
            let start = Instant::now();
            work()?;
            Ok(start.elapsed())
        })
        .collect()
}
