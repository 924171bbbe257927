//! This project against PyTorch, in turns: `cargo xtask bench --peer torch`.
//!
//! Both sides have the same model, weights and batch. Their loss and gradients are compared first,
//! and only if they agree are the times of whole training steps (forward, loss, backward, AdamW)
//! and of forward passes taken, a few of one side, then a few of the other, round by round.

mod agreement;
mod arguments;
mod load;
mod ours;
mod torch;
mod turns;

use anyhow::{Context, Result, bail};
use arguments::Arguments;
use neuron_benches::Workload;
use neuron_vision::models::ModelConfig;
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
    let mut torch = Torch::start()?;
    let checked = checked(workload);
    let training = checked.training()?;
    let resident = checked.resident(&training);
    torch.load(&checked, &training, &resident)?;
    let apart = agreement::check(&ours::gradients(&checked, &resident)?, &torch.gradients()?)?;
    say(&json!({
        "name": format!("loss and gradients of {}, batch {}", workload.name, checked.batch),
        "value": format!("{apart:.1e}").parse::<f64>()?, "unit": "greatest relative difference",
    }))?;

    let training = workload.training()?;
    torch.load(workload, &training, &resident)?;
    if arguments.chooses(&forward) {
        let mut ours = ours::Inference::new(workload, &resident)?;
        agreement::logits(&ours.logits()?, &torch.logits()?)?;
        turns::take(arguments.rounds, &mut torch, &mut || ours.run(), Torch::forwards)?
            .iter()
            .try_for_each(|turn| say(&turn.named(&forward)))?;
    }
    if arguments.chooses(&step) {
        let mut ours = ours::Training::new(workload, &training, resident)?;
        turns::take(arguments.rounds, &mut torch, &mut || ours.run(), Torch::steps)?
            .iter()
            .try_for_each(|turn| say(&turn.named(&step)))?;
    }
    Ok(())
}

/// What gradients are compared on. Among millions of inputs of rectifiers some lie so close to 0
/// that rounding decides their sign, and with it a whole term of a gradient: PyTorch in f32 is up to
/// 2e-2 away from itself in f64 on the residual network at batch 64, and 3e-6 at batch 4.
fn checked(workload: &Workload) -> Workload {
    match workload.model {
        ModelConfig::Vit(_) => workload.clone(),
        ModelConfig::Cnn(_) | ModelConfig::ResNet(_) => Workload { batch: 4, ..workload.clone() },
    }
}

/// One line on standard output.
fn say(measurement: &serde_json::Value) -> Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{measurement}")?)
}

/// Nanoseconds of a duration.
fn nanoseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9
}
