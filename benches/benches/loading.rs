//! Images a second, from a dataset in memory to batches, changed as in training.

use anyhow::{Context, Result};
use criterion::{Criterion, Throughput};
use neuron_benches::criterion;
use neuron_data::examples::{Draw, Examples};
use neuron_data::loading::{Loader, LoaderOptions};
use neuron_data::sampling::epoch_order;
use neuron_vision::augment::Augmentation;
use neuron_vision::datasets::{
    BandStatistics, ImageExamples, LandUse, statlog_landsat, synthetic_s2,
};
use neuron_vision::land_use::recipe;
use std::sync::Arc;

/// Images of the synthetic set.
const SCENES: usize = 500;

fn main() -> Result<()> {
    let mut criterion = criterion();
    measure(&mut criterion, "statlog 3x3x4", statlog_landsat()?, "statlog-landsat")?;
    measure(&mut criterion, "scenes 64x64x6", synthetic_s2(SCENES, 1), "synthetic-s2")?;
    criterion.final_summary();
    Ok(())
}

fn measure(criterion: &mut Criterion, name: &str, data: LandUse, dataset: &str) -> Result<()> {
    let statistics = BandStatistics::of(&data.set, &data.train);
    let set = Arc::new(data.set);
    let plain = Augmentation::default();
    let augmented = recipe(dataset, None).augmentation;
    let mut group = criterion.benchmark_group("loading");
    group.throughput(Throughput::Elements(data.train.len() as u64));
    for (how, augmentation) in [("plain", plain), ("augmented", augmented)] {
        let examples: Arc<dyn Examples> = Arc::new(ImageExamples::new(
            set.clone(),
            data.train.clone(),
            statistics.clone(),
            augmentation,
        ));
        for workers in [0, 1] {
            pass(&examples, workers).context("one pass")?;
            group.bench_function(format!("{name}, {how}, {workers} workers"), |bencher| {
                bencher.iter(|| pass(&examples, workers).expect("it loaded once"));
            });
        }
    }
    group.finish();
    Ok(())
}

/// All batches of an epoch; how many there were.
fn pass(examples: &Arc<dyn Examples>, workers: usize) -> Result<usize> {
    let order = epoch_order(examples.len(), 1, 0);
    let options = LoaderOptions { batch_size: 64, workers, ..LoaderOptions::default() };
    let draw = Draw { seed: 1, epoch: 0, augment: true };
    let mut loader = Loader::new(examples.clone(), order, draw, options);
    let mut batches = 0;
    while let Some(batch) = loader.next() {
        loader.recycle(batch?);
        batches += 1;
    }
    Ok(batches)
}
