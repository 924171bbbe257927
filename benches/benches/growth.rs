//! How the cost of a training step grows: with the length of sequences, the side of images, and the
//! batch. Threads are the command's: `cargo xtask bench growth --threads 1`.

use anyhow::Result;
use criterion::{Criterion, SamplingMode, Throughput};
use neuron_benches::models::{Bert, Model};
use neuron_benches::{Workload, criterion};
use neuron_rt::nn::Policy;
use neuron_rt::{Device, compile};
use neuron_vision::models::{ImageShape, ModelConfig, VitConfig};

fn main() -> Result<()> {
    let mut criterion = criterion();
    for length in [64, 256, 1024, 4096] {
        let model = Model::Bert(Bert { length, depth: 1, vocabulary: 512, ..Bert::default() });
        measure(&mut criterion, format!("tokens {length:4}, one block of dim 256"), model, 1)?;
    }
    for side in [32, 64, 128, 256] {
        measure(&mut criterion, format!("side {side:3}, ViT, batch 2"), vit(side), 2)?;
    }
    for batch in [1, 4, 16, 64, 256] {
        measure(&mut criterion, format!("batch {batch:3}, ViT, side 32"), vit(32), batch)?;
    }
    criterion.final_summary();
    Ok(())
}

/// RGB images of a side in patches of 8.
fn vit(side: usize) -> Model {
    let shape = ImageShape { bands: 3, height: side, width: side, classes: 10 };
    Model::Classifier(ModelConfig::Vit(VitConfig::default()), shape)
}

fn measure(criterion: &mut Criterion, name: String, model: Model, batch: usize) -> Result<()> {
    let workload = Workload { name, model, batch, policy: Policy::F32 };
    let step = workload.training()?;
    let mut resident = workload.resident(&step);
    let mut training = compile(&step.graph, &Device::Cpu)?;
    let feed = workload.feed(1e-5, 1);
    let mut group = criterion.benchmark_group("growth");
    group.throughput(Throughput::Elements(batch as u64)).sampling_mode(SamplingMode::Flat);
    group.bench_function(&workload.name, |bencher| {
        bencher.iter(|| training.step(&mut resident, &feed).expect("it runs"));
    });
    group.finish();
    Ok(())
}
