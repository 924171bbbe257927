//! A training step and a forward pass of each model at the sizes of its datasets.

use anyhow::Result;
use criterion::{Criterion, SamplingMode, Throughput};
use neuron_benches::{Workload, criterion};
use neuron_rt::{Device, compile};

fn main() -> Result<()> {
    let mut criterion = criterion();
    measure(&mut criterion, &Workload::vit_of_scenes())?;
    for model in ["vit", "cnn", "resnet"] {
        for workload in
            [Workload::statlog(model), Workload::fashion(model), Workload::scenes(model)]
        {
            measure(&mut criterion, &workload)?;
        }
    }
    criterion.final_summary();
    Ok(())
}

fn measure(criterion: &mut Criterion, workload: &Workload) -> Result<()> {
    let step = workload.training()?;
    let mut resident = workload.resident(&step);
    let images = Throughput::Elements(workload.batch as u64);

    let mut group = criterion.benchmark_group("forward");
    group.throughput(images.clone()).sampling_mode(SamplingMode::Flat);
    let mut inference = compile(&workload.inference()?.graph, &Device::Cpu)?;
    let batch = workload.data();
    group.bench_function(&workload.name, |bencher| {
        bencher.iter(|| inference.step(&mut resident, &batch).expect("it runs"));
    });
    group.finish();

    let mut group = criterion.benchmark_group("step");
    group.throughput(images).sampling_mode(SamplingMode::Flat);
    let mut training = compile(&step.graph, &Device::Cpu)?;
    let feed = workload.feed(1e-5, 1);
    group.bench_function(&workload.name, |bencher| {
        bencher.iter(|| training.step(&mut resident, &feed).expect("it runs"));
    });
    group.finish();
    Ok(())
}
