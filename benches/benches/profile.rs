//! Where the time of a workload goes:
//! `cargo bench -p neuron-benches --bench profile -- NAME [--forward] [--bf16]`.

use anyhow::{Context, Result, bail};
use neuron_benches::Workload;
use neuron_rt::nn::Policy;
use neuron_rt::profile::{Ceiling, Profile};
use neuron_rt::{Buffer, Device, compile};
use std::collections::BTreeMap;
use std::io::Write;

/// Lines of a table.
const LINES: usize = 40;

fn main() -> Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| given.iter().any(|argument| argument == flag);
    let workloads = [
        Workload::vit_of_scenes(),
        Workload::vit_of_scenes().of_batch(1),
        Workload::bert(),
        Workload::lstm(),
        Workload::unet(),
        Workload::statlog("vit"),
        Workload::fashion("cnn"),
        Workload::fashion("resnet"),
    ];
    let Some(name) = given.iter().find(|argument| !argument.starts_with('-')) else {
        let names: Vec<&str> = workloads.iter().map(|workload| workload.name.as_str()).collect();
        bail!("name a workload: {}", names.join("; "));
    };
    let mut workload = workloads
        .into_iter()
        .find(|workload| workload.name == *name)
        .with_context(|| format!("no workload is called `{name}`"))?;
    if has("--bf16") {
        workload.policy = Policy::BF16;
    }
    let step = workload.training()?;
    let mut resident = workload.resident(&step);
    let (graph, feed) = if has("--forward") {
        (workload.inference()?.graph, workload.data())
    } else {
        (step.graph.clone(), workload.feed(1e-5, 1))
    };
    let mut executable = compile(&graph, &Device::Cpu)?;
    let feed: BTreeMap<String, Buffer> = feed;
    let ceiling = Ceiling::measure()?;
    let profile = Profile::take(&mut executable, 20, |e| e.step(&mut resident, &feed).map(drop))?;
    Ok(writeln!(std::io::stdout().lock(), "{}", profile.to_table(&ceiling, LINES))?)
}
