//! How the cost of a training step grows: with the length of sequences, the side of images, the batch
//! and the number of threads.

use anyhow::Result;
use criterion::{Criterion, SamplingMode, Throughput};
use neuron_benches::models::{Bert, Model, UNet};
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
    for side in [32, 64, 128, 256] {
        let model = Model::UNet(UNet { side, ..UNet::default() });
        measure(&mut criterion, format!("side {side:3}, U-Net, batch 2"), model, 2)?;
    }
    for batch in [1, 4, 16, 64, 256] {
        measure(&mut criterion, format!("batch {batch:3}, ViT, side 32"), vit(32), batch)?;
    }
    for threads in 1..=rayon::current_num_threads() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        for (what, model) in [("ViT", vit(64)), ("U-Net", Model::UNet(UNet::default()))] {
            let name = format!("threads {threads}, {what}, side 64, batch 16");
            measure_on(&pool, &mut criterion, name, model, 16)?;
        }
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
    measure_on(&rayon::ThreadPoolBuilder::new().build()?, criterion, name, model, batch)
}

fn measure_on(
    pool: &rayon::ThreadPool,
    criterion: &mut Criterion,
    name: String,
    model: Model,
    batch: usize,
) -> Result<()> {
    let workload = Workload { name, model, batch, policy: Policy::F32 };
    let step = workload.training()?;
    let mut resident = workload.resident(&step);
    let mut training = compile(&step.graph, &Device::Cpu)?;
    let feed = workload.feed(1e-5, 1);
    let mut group = criterion.benchmark_group("growth");
    group.throughput(Throughput::Elements(batch as u64)).sampling_mode(SamplingMode::Flat);
    group.bench_function(&workload.name, |bencher| {
        bencher.iter(|| pool.install(|| training.step(&mut resident, &feed).expect("it runs")));
    });
    group.finish();
    Ok(())
}
