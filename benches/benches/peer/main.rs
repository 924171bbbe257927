//! This project against another library, in turns: `cargo xtask bench --peer NAME`.
//!
//! Both sides have the same model, weights and batch. Their loss and gradients are compared first,
//! and only if they agree are the times of whole training steps (forward, loss, backward, AdamW)
//! and of forward passes taken, a few of one side, then a few of the other, round by round. Against
//! PyTorch as it comes, peak memory and the time to the end of a first step are taken as well.

mod agreement;
mod alone;
mod comparisons;
mod cost;
mod memory;
mod ours;
mod peer;
mod server;
mod tensors;

use anyhow::{Context, Result, bail};
use comparisons::Comparison;
use neuron_bench_exchange::figure::say;
use neuron_bench_exchange::{figure, take};
use neuron_rt::Resident;
use neuron_rt::nn::TrainingStep;
use peer::Peer;
use serde_json::Value;
use server::Server;

/// What the bench is asked for.
type Arguments = neuron_bench_exchange::Arguments<Peer>;

fn main() -> Result<()> {
    if let Some(task) = alone::Task::given(std::env::args().skip(1))? {
        return task.run();
    }
    let arguments = Arguments::parse(std::env::args().skip(1), Peer::named)?;
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
        take(arguments.rounds, &mut || ours.run(), &mut |count| server.forwards(count))?
            .iter()
            .try_for_each(|turn| say(&turn.named(forward)))?;
    }
    if let Some(step) = &comparison.step {
        let mut ours = ours::Training::new(workload, &training, resident)?;
        take(arguments.rounds, &mut || ours.run(), &mut |count| server.steps(count))?
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
    figure::value(of, apart, "greatest relative difference")
}
