//! When training ends, and with which weights.

use crate::clouds::train;
use neuron_train::trainer::{Export, TrainerConfig};

/// So slow that nothing ever gets better.
fn standing_still() -> TrainerConfig {
    TrainerConfig { epochs: 9, batch_size: 10, learning_rate: 1e-12, ..TrainerConfig::default() }
}

#[test]
fn patience_ends_what_gets_no_better() {
    let folder = tempfile::tempdir().unwrap();
    let config = TrainerConfig { patience: 2, ..standing_still() };
    let summary = train(folder.path(), &config, false, [40, 20]).unwrap().0;
    // The first epoch is the best so far; two more are not better.
    assert_eq!((summary.epochs, summary.steps, summary.exported), (3, 12, 4));
}

#[test]
fn the_best_or_the_last_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let best = train(folder.path(), &standing_still(), false, [40, 20]).unwrap().0;
    assert_eq!((best.steps, best.exported, best.best.unwrap().1), (36, 4, 4));
    let config = TrainerConfig { export: Export::Last, ..standing_still() };
    let last = train(folder.path(), &config, false, [40, 20]).unwrap().0;
    assert_eq!((last.steps, last.exported, last.best), (36, 36, best.best));
}

#[test]
fn without_validation_only_the_last_can_be_exported() {
    let folder = tempfile::tempdir().unwrap();
    let error = train(folder.path(), &standing_still(), false, [40, 0]).unwrap_err().to_string();
    assert!(error.contains("validation"), "{error}");
    let config = TrainerConfig { export: Export::Last, epochs: 1, ..standing_still() };
    let summary = train(folder.path(), &config, false, [40, 0]).unwrap().0;
    assert_eq!((summary.best, summary.exported), (None, 4));
}
