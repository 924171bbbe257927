//! This project against PyTorch, in turns: `cargo xtask bench --peer torch`.
//!
//! Both sides have the same model, weights and batch. Their loss and gradients are compared first,
//! and only if they agree are the times of whole training steps (forward, loss, backward, AdamW)
//! and of forward passes taken, a few of one side, then a few of the other, round by round.

mod agreement;
mod arguments;
mod ours;
mod torch;
mod turns;

use anyhow::{Context, Result, bail};
use arguments::Arguments;
use neuron_benches::Workload;
use serde_json::json;
use std::io::Write;
use std::time::Duration;
use torch::Torch;

fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let workloads = [
        Workload::vit_of_scenes(),
        Workload::statlog("vit"),
        Workload::fashion("cnn"),
        Workload::fashion("resnet"),
    ];
    let mut chosen = 0;
    for workload in &workloads {
        let names = ["step", "forward"].map(|kind| format!("{kind}/{}", workload.name));
        if names.iter().any(|name| arguments.chooses(name)) {
            compare(workload, &arguments, names).with_context(|| workload.name.clone())?;
            chosen += 1;
        }
    }
    if chosen == 0 {
        bail!("no benchmark is called `{}`", arguments.filter.unwrap_or_default());
    }
    Ok(())
}

fn compare(workload: &Workload, arguments: &Arguments, [step, forward]: [String; 2]) -> Result<()> {
    let training = workload.training()?;
    let resident = workload.resident(&training);
    let mut torch = Torch::start(workload, &training, &resident)?;
    let distance = agreement::check(&ours::gradients(workload, &resident)?, &torch.gradients()?)?;
    say(&json!({
        "name": format!("gradients/{}", workload.name), "value": distance,
        "unit": "greatest difference, relative",
    }))?;
    if arguments.chooses(&forward) {
        let mut inference = ours::Inference::new(workload, &resident)?;
        agreement::logits(&inference.logits()?, &torch.logits()?)?;
        turns::take(arguments.rounds, &mut || inference.run(), &mut |count| torch.forwards(count))?
            .iter()
            .try_for_each(|turn| say(&turn.named(&forward)))?;
    }
    if arguments.chooses(&step) {
        let mut training = ours::Training::new(workload, &training, resident)?;
        turns::take(arguments.rounds, &mut || training.run(), &mut |count| torch.steps(count))?
            .iter()
            .try_for_each(|turn| say(&turn.named(&step)))?;
    }
    Ok(())
}

/// One line on standard output.
fn say(measurement: &serde_json::Value) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{measurement}")?)
}

/// Nanoseconds of a duration.
fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}
