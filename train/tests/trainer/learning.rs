//! It learns, and the same again.

use crate::clouds::train;
use neuron_train::trainer::{OptimiserKind, Precision, TrainerConfig};

fn config() -> TrainerConfig {
    TrainerConfig { epochs: 12, batch_size: 32, learning_rate: 0.02, ..TrainerConfig::default() }
}

/// The clouds' middles lie 2 apart, which is 3.8 deviations along that line: a point is on the wrong
/// side of the plane between them in 3 of 100 cases.
#[test]
fn each_optimiser_finds_the_plane_between_the_clouds() {
    let folder = tempfile::tempdir().unwrap();
    for (optimiser, learning_rate) in
        [(OptimiserKind::AdamW, 0.02), (OptimiserKind::Sgd, 0.1), (OptimiserKind::Lion, 0.005)]
    {
        for ema in [0.0, 0.9] {
            let config = TrainerConfig { optimiser, learning_rate, ema, ..config() };
            let (summary, _) = train(folder.path(), &config, true, [600, 400]).unwrap();
            let accuracy = summary.best.unwrap().0;
            assert!(accuracy > 0.93, "{optimiser:?} with a mean of {ema}: {accuracy}");
        }
    }
}

#[test]
fn sixteen_bits_do_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let config = TrainerConfig { precision: Precision::Bf16, ..config() };
    let (summary, _) = train(folder.path(), &config, true, [600, 400]).unwrap();
    assert!(summary.best.unwrap().0 > 0.93, "{summary:?}");
}

#[test]
fn a_seed_is_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let weights = |seed, workers| {
        let config = TrainerConfig { epochs: 2, seed, workers, ..config() };
        train(folder.path(), &config, true, [100, 20]).unwrap().1
    };
    let first = weights(1, 1);
    assert_eq!(first, weights(1, 2));
    assert_ne!(first, weights(2, 1));
}
