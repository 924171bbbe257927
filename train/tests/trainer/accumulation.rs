//! Gradients of several micro-batches are those of one batch.

use crate::clouds::{difference, train};
use neuron_train::trainer::TrainerConfig;

#[test]
fn four_times_five_is_twenty() {
    let folder = tempfile::tempdir().unwrap();
    let weights = |batch_size, accumulate, count| {
        let config =
            TrainerConfig { epochs: 2, batch_size, accumulate, ..TrainerConfig::default() };
        train(folder.path(), &config, false, [count, 10]).unwrap().1
    };
    // 47 examples: the last step is in part padding, and one of its parts is nothing else.
    let whole = weights(20, 1, 47);
    let apart = difference(&whole, &weights(5, 4, 47));
    assert!(apart < 1e-5, "{apart}");
    assert!(difference(&whole, &weights(5, 1, 47)) > 1e-3);
}
