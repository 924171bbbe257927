//! What a step costs beside its time: memory, and the way from the start of a program to its end.

use crate::alone::{STEPS, Task, workloads};
use crate::server::Server;
use crate::{Arguments, memory};
use anyhow::{Context, Result};
use neuron_bench_exchange::figure::{nanoseconds, say};
use neuron_benches::Workload;
use serde_json::json;
use std::io::Write;
use std::time::{Duration, Instant};

/// Takes the costs that are asked for; how many.
pub(crate) fn measure(arguments: &Arguments) -> Result<usize> {
    let mut taken = 0;
    for workload in workloads() {
        let name = format!("memory/{}", workload.name);
        if !arguments.chooses(&name) {
            continue;
        }
        if memory::is_counted() {
            peak_memory(&name, &workload, arguments).context(name)?;
        } else {
            writeln!(std::io::stderr(), "`{name}` is measured on Linux only")?;
        }
        taken += 1;
    }
    let small = Workload::statlog("vit");
    let name = format!("first step/{}", small.name);
    if arguments.chooses(&name) {
        first_step(&name, &small, arguments).context(name.clone())?;
        taken += 1;
    }
    Ok(taken)
}

/// By how much each side's memory grows: from before the model is made to the peak of its
/// first steps.
fn peak_memory(name: &str, workload: &Workload, arguments: &Arguments) -> Result<()> {
    let ours = Task::Memory(workload.name.clone()).start()?;
    let training = workload.training()?;
    let mut server = Server::start(arguments.peer)?;
    server.watch_memory()?;
    server.load(workload, &training, &workload.resident(&training))?;
    server.steps(STEPS)?;
    say(&json!({
        "name": name, "ours": ours["bytes"], "peer": server.peak_memory()?,
        "planned": ours["planned"], "unit": "bytes",
    }))
}

/// From the start of each side's process to the end of its first training step.
fn first_step(name: &str, workload: &Workload, arguments: &Arguments) -> Result<()> {
    let training = workload.training()?;
    let resident = workload.resident(&training);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first of each finds its files on disk.
    for _ in 0..=arguments.rounds {
        let start = Instant::now();
        Task::FirstStep(workload.name.clone()).start()?;
        ours.push(start.elapsed());
        let start = Instant::now();
        let mut server = Server::start(arguments.peer)?;
        server.load(workload, &training, &resident)?;
        server.steps(1)?;
        theirs.push(start.elapsed());
    }
    let middle = |mut times: Vec<Duration>| {
        times.remove(0);
        times.sort();
        nanoseconds(times[times.len() / 2])
    };
    say(&json!({"name": name, "ours": middle(ours), "peer": middle(theirs), "unit": "ns"}))
}
