//! This project against another library, in turns: `cargo xtask bench --peer NAME`.
//!
//! Both sides have the same model, weights and batch. Their loss and gradients are compared first,
//! and only if they agree are the times of whole training steps (forward, loss, backward, AdamW)
//! and of forward passes taken, a few of one side, then a few of the other, round by round. Against
//! PyTorch as it comes, peak memory and the time to the end of a first step are taken as well.

mod agreement;
mod alone;
mod arguments;
mod comparisons;
mod cost;
mod load;
mod memory;
mod ours;
mod peer;
mod server;
mod tensors;
mod turns;

use anyhow::{Context, Result, bail};
use arguments::Arguments;
use comparisons::Comparison;
use neuron_rt::Resident;
use neuron_rt::nn::TrainingStep;
use peer::Peer;
use serde_json::{Value, json};
use server::Server;
use std::io::Write;
use std::time::Duration;

fn main() -> Result<()> {
    if let Some(task) = alone::Task::given(std::env::args().skip(1))? {
        return task.run();
    }
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let mut chosen = 0;
    for mut comparison in comparisons::against(arguments.peer) {
        let name = comparison.workload.name.clone();
        for part in [&mut comparison.step, &mut comparison.forward] {
            part.take_if(|name| !arguments.chooses(name));
        }
        if comparison.step.is_some() || comparison.forward.is_some() {
            compare(&comparison, &arguments).context(name)?;
            chosen += 1;
        }
    }
    if arguments.peer == Peer::Torch {
        chosen += cost::measure(&arguments)?;
    }
    if chosen == 0 {
        bail!("no benchmark is called `{}`", arguments.filter.unwrap_or_default());
    }
    Ok(())
}

fn compare(comparison: &Comparison, arguments: &Arguments) -> Result<()> {
    let (workload, peer) = (&comparison.workload, arguments.peer);
    let mut server = Server::start(peer)?;
    let training = workload.training()?;
    let resident = workload.resident(&training);
    if comparison.step.is_some() {
        agree(comparison, &training, &resident, &mut server, peer)?;
    }
    server.load(workload, &training, &resident)?;
    if let Some(forward) = &comparison.forward {
        let mut ours = ours::Inference::new(workload, &resident)?;
        let apart =
            agreement::outputs(&ours.output()?, &server.output()?, peer.output_tolerance())?;
        if comparison.step.is_none() {
            say(&distance(&format!("output of {}", workload.name), apart)?)?;
        }
        turns::take(arguments.rounds, &mut server, &mut || ours.run(), Server::forwards)?
            .iter()
            .try_for_each(|turn| say(&turn.named(forward)))?;
    }
    if let Some(step) = &comparison.step {
        let mut ours = ours::Training::new(workload, &training, resident)?;
        turns::take(arguments.rounds, &mut server, &mut || ours.run(), Server::steps)?
            .iter()
            .try_for_each(|turn| say(&turn.named(step)))?;
    }
    Ok(())
}

/// An error where loss or gradients differ.
fn agree(
    comparison: &Comparison,
    training: &TrainingStep,
    resident: &Resident,
    server: &mut Server,
    peer: Peer,
) -> Result<()> {
    let checked = comparisons::checked(&comparison.workload);
    server.load(&checked, training, resident)?;
    let (mut ours, mut theirs) = (ours::gradients(&checked, resident)?, server.gradients()?);
    let what = if peer.gradients_agree() {
        "loss and gradients"
    } else {
        ours.tensors.clear();
        theirs.tensors.clear();
        "loss"
    };
    let apart = agreement::check(&ours, &theirs, peer.tolerance())?;
    let (name, batch) = (&checked.name, checked.batch);
    say(&distance(&format!("{what} of {name}, batch {batch}"), apart)?)
}

/// How far the sides are apart, as a figure by itself.
fn distance(of: &str, apart: f64) -> Result<Value> {
    let value: f64 = format!("{apart:.1e}").parse()?;
    Ok(json!({"name": of, "value": value, "unit": "greatest relative difference"}))
}

/// One line on standard output.
fn say(measurement: &Value) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{measurement}")?)
}

/// Nanoseconds of a duration.
fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}
