//! What this project's side does in a process of its own, for its memory or its start.

use crate::memory::Watch;
use crate::ours::Training;
use anyhow::{Context, Result, bail, ensure};
use neuron_benches::Workload;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Steps until memory no longer grows.
pub(crate) const STEPS: usize = 3;

/// Something to do in a process of its own.
#[derive(Debug)]
pub(crate) enum Task {
    /// Some steps; the reply has `bytes`, by which its memory grew at most, and `planned`.
    Memory(String),
    /// One step; the reply is empty.
    FirstStep(String),
}

const FLAG: &str = "--alone";

impl Task {
    /// `--alone TASK WORKLOAD`, where these are the arguments.
    pub(crate) fn given(mut arguments: impl Iterator<Item = String>) -> Result<Option<Self>> {
        if arguments.next().as_deref() != Some(FLAG) {
            return Ok(None);
        }
        let task = arguments.next().context("a task")?;
        let workload = arguments.next().context("a workload")?;
        match task.as_str() {
            "memory" => Ok(Some(Self::Memory(workload))),
            "first-step" => Ok(Some(Self::FirstStep(workload))),
            other => bail!("there is no task `{other}`"),
        }
    }

    /// Does it and replies by a line of JSON.
    pub(crate) fn run(&self) -> Result<()> {
        let reply = match self {
            Self::Memory(name) => {
                let watch = Watch::begin()?;
                let mut training = training(&named(name)?)?;
                (0..STEPS).try_for_each(|_| training.run())?;
                json!({"bytes": watch.grown()?, "planned": training.planned_bytes()})
            }
            Self::FirstStep(name) => {
                training(&named(name)?)?.run()?;
                json!({})
            }
        };
        Ok(writeln!(std::io::stdout().lock(), "{reply}")?)
    }

    /// Starts the process; its reply.
    pub(crate) fn start(&self) -> Result<Value> {
        let [task, workload] = match self {
            Self::Memory(name) => ["memory", name],
            Self::FirstStep(name) => ["first-step", name],
        };
        let mut process = Command::new(std::env::current_exe()?)
            .args([FLAG, task, workload])
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("a pipe")?).read_line(&mut line)?;
        ensure!(process.wait()?.success(), "`{task}` of `{workload}` failed");
        Ok(serde_json::from_str(&line)?)
    }
}

fn training(workload: &Workload) -> Result<Training> {
    let step = workload.training()?;
    let resident = workload.resident(&step);
    Training::new(workload, &step, resident)
}

/// The workloads whose costs are taken.
pub(crate) fn workloads() -> [Workload; 5] {
    [
        Workload::vit_of_scenes(),
        Workload::bert(),
        Workload::lstm(),
        Workload::unet(),
        Workload::statlog("vit"),
    ]
}

fn named(name: &str) -> Result<Workload> {
    let found = workloads().into_iter().find(|workload| workload.name == name);
    found.with_context(|| format!("there is no workload `{name}`"))
}
