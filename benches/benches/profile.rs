//! Where the time of a workload goes: `cargo bench -p neuron-benches --bench profile -- NAME`.
#![allow(clippy::print_stdout, reason = "a program of a person at a terminal")]

use anyhow::{Context, Result};
use neuron_benches::Workload;
use neuron_rt::nn::{Loss, Policy, StepOptions, functional, training_step};
use neuron_rt::profile::{Ceiling, Profile};
use neuron_rt::{Device, compile};

fn main() -> Result<()> {
    let name = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let workloads = [
        Workload::vit_of_scenes(),
        Workload::statlog("vit"),
        Workload::fashion("cnn"),
        Workload::fashion("resnet"),
    ];
    let name = name.unwrap_or_else(|| "vit-64x64x3".to_owned());
    let workload = workloads.iter().find(|w| w.name == name).context(name)?;
    let policy = if std::env::args().any(|a| a == "--bf16") { Policy::BF16 } else { Policy::F32 };
    let options = StepOptions { policy, ..StepOptions::default() };
    let step = training_step(&options, &workload.fields(), &|scope, fields| {
        let logits = workload.model.forward(scope, &fields["image"], workload.shape)?;
        Loss::mean(&functional::cross_entropy(&logits, &fields["label"], 0.0)?, None)
    })?;
    let mut executable = compile(&step.graph, &Device::Cpu)?;
    let (mut resident, feed) = (workload.resident(&step), workload.feed(1e-5, 1));
    let ceiling = Ceiling::measure()?;
    let profile = Profile::take(&mut executable, 10, |e| e.step(&mut resident, &feed).map(drop))?;
    println!("{}", profile.to_table(&ceiling, 45));
    Ok(())
}
