//! The last, smaller batch is padded; padding counts nothing.

use crate::clouds::{Clouds, Network, difference, train};
use neuron_rt::Device;
use neuron_rt::nn::Policy;
use neuron_train::trainer::{
    ClassificationJudge, Evaluator, Judge, Precision, TrainerConfig, training_step,
};
use std::sync::Arc;

#[test]
fn a_padded_step_is_that_of_its_examples() {
    let folder = tempfile::tempdir().unwrap();
    let config = |batch_size| TrainerConfig { epochs: 3, batch_size, ..TrainerConfig::default() };
    // Three examples are one whole batch, or three of a batch of eight.
    let [whole, padded] =
        [3, 8].map(|size| train(folder.path(), &config(size), true, [3, 5]).unwrap().1);
    let apart = difference(&whole, &padded);
    assert!(apart < 1e-5, "{apart}");
    // A weight of one for padding would show: another batch gives other weights.
    let other = train(folder.path(), &config(8), true, [8, 5]).unwrap().1;
    assert!(difference(&whole, &other) > 1e-3);
}

#[test]
fn metrics_do_not_depend_on_the_batch() {
    let examples: Arc<dyn neuron_data::examples::Examples> =
        Arc::new(Clouds { first: 0, count: 10 });
    let network = Network { normed: true };
    let step = training_step(&TrainerConfig::default(), &network, &*examples).unwrap();
    let weights = step.initial(5);
    let judge = ClassificationJudge::new(2);
    assert_eq!(Precision::F32.policy(), Policy::F32);
    let [whole, halves, thirds] = [10, 5, 3].map(|batch| {
        let device = Device::Cpu;
        let evaluator = Evaluator::new(&network, &*examples, batch, 1, Precision::F32, &device);
        let predictions = evaluator.unwrap().predict(&examples, &weights, false).unwrap();
        let accuracy = judge.judge(&predictions).unwrap().get("accuracy").unwrap();
        (predictions, accuracy)
    });
    for (other, accuracy) in [halves, thirds] {
        assert_eq!((other.examples, accuracy), (10, whole.1));
        assert_eq!(other.integers, whole.0.integers);
        assert!((other.loss - whole.0.loss).abs() < 1e-6);
        for (a, b) in whole.0.outputs["logits"].iter().zip(&other.outputs["logits"]) {
            assert!((a - b).abs() < 1e-5, "{a} and {b}");
        }
    }
}
