//! From a model's code to an executable: the training step of the Vision Transformer.

use anyhow::Result;
use neuron_benches::{Workload, criterion};
use neuron_rt::graph::passes;
use neuron_rt::{Device, compile};

fn main() -> Result<()> {
    let mut criterion = criterion();
    let workload = Workload::vit_of_scenes();
    let step = workload.training()?;
    let optimised = passes::optimise(&step.graph);

    let mut group = criterion.benchmark_group("graph");
    group.bench_function("record forward", |b| b.iter(|| workload.inference().expect("it fits")));
    group.bench_function("record training step", |b| {
        b.iter(|| workload.training().expect("it fits"));
    });
    group.bench_function("optimise", |b| b.iter(|| passes::optimise(&step.graph)));
    group.bench_function("compile for cpu", |b| {
        b.iter(|| compile(&step.graph, &Device::Cpu).expect("it compiles"));
    });
    group.bench_function("content hash", |b| b.iter(|| step.graph.content_hash()));
    group.bench_function("cost", |b| b.iter(|| optimised.cost()));
    group.bench_function("print", |b| b.iter(|| optimised.to_text()));
    group.bench_function("first weights", |b| b.iter(|| step.initial(7)));
    group.finish();
    criterion.final_summary();
    Ok(())
}
