//! Rare classes: what they count in the loss, and how often they are drawn.

use crate::made::{close, json, reals, wholes};
use neuron_data::examples::{Draw, Examples, Slot};
use neuron_rt::graph::{Builder, DType, Role, TensorType};
use neuron_rt::nn::{Policy, Scope};
use neuron_rt::{Buffer, Device, compile};
use neuron_train::trainer::{Batch, Objective};
use neuron_vision::medical_imaging::classification::{
    Imbalance, MedicalData, ScanClassifier, class_weights, recipe,
};
use neuron_vision::models::{CnnConfig, ImageShape, ModelConfig};

#[test]
fn weights_are_those_of_scikit_learn() {
    let made = json("findings.json");
    let labels: Vec<u32> = wholes(&made["labels"]).into_iter().map(|label| label as u32).collect();
    for (found, expected) in class_weights(&labels, 3).into_iter().zip(reals(&made["weights"])) {
        close(found, expected);
    }
    // An image counts 1 in the mean; a class without an image counts nothing.
    let all: f64 = labels.iter().map(|&label| class_weights(&labels, 4)[label as usize]).sum();
    close(all, labels.len() as f64);
    assert_eq!(class_weights(&[0, 2, 2], 3)[1], 0.0);
}

/// Logits and losses of some images, as the objective has them.
fn run(classifier: &ScanClassifier, training: bool, labels: &[i32]) -> (Vec<f32>, Vec<f32>) {
    let shape = classifier.ensemble.shape;
    let builder = Builder::new();
    let scope = Scope::new(&builder, Policy::F32, training);
    let extent = [labels.len(), shape.bands, shape.height, shape.width];
    let image = TensorType::new(DType::F32, extent);
    let label = TensorType::new(DType::I32, [labels.len()]);
    let batch: Batch = [("image", &image), ("label", &label)]
        .map(|(name, ty)| (name.to_owned(), builder.input(name, ty.clone(), Role::Data).unwrap()))
        .into();
    let made = classifier.forward(&scope, &batch).unwrap();
    let graph =
        builder.finish(&[("logits", &made.outputs[0].1), ("losses", &made.losses)]).unwrap();
    let specs = scope.parameters();
    let buffers: Vec<Buffer> = graph
        .inputs()
        .iter()
        .map(|input| {
            let ty = graph.ty(input.value).clone();
            let count = ty.shape.elements();
            match (input.name.as_str(), ty.dtype) {
                ("label", _) => Buffer::from_slice(ty, labels),
                ("image", _) => {
                    let pixels: Vec<f32> = (0..count).map(|i| (i as f32 * 0.7).sin()).collect();
                    Buffer::from_slice(ty, &pixels)
                }
                (_, DType::U32) => Buffer::from_slice(ty, &vec![7u32; count]),
                (name, _) => specs.iter().find(|spec| spec.name == name).map_or_else(
                    || Buffer::from_slice(ty, &vec![1f32; count]),
                    |spec| spec.initial(3),
                ),
            }
        })
        .collect();
    let results = compile(&graph, &Device::Cpu)
        .unwrap()
        .run_borrowed(&buffers.iter().collect::<Vec<_>>())
        .unwrap();
    let values = |at: usize| results[at].to_literal().to_f32();
    (values(0), values(1))
}

fn classifier(members: usize, imbalance: Imbalance, labels: &[u32]) -> ScanClassifier {
    let mut config = recipe("synthetic-scans", None);
    (config.members, config.imbalance) = (members, imbalance);
    config.model = ModelConfig::Cnn(CnnConfig { channels: vec![4], dropout: 0.0 });
    let shape = ImageShape { bands: 1, height: 8, width: 8, classes: 2 };
    let weights = (imbalance == Imbalance::Weights).then(|| class_weights(labels, 2));
    ScanClassifier::new(&config, shape, weights)
}

/// `-w[y] ln softmax(logits)[y]` by hand, on the logits of the graph.
#[test]
fn a_rare_class_counts_more_while_training_alone() {
    let labels = [0, 1, 1, 1, 1, 0, 1, 1];
    let of_train: Vec<u32> = labels.map(|label| label as u32).to_vec();
    // 8 / (2 × 2) and 8 / (2 × 6).
    let by_hand = [2.0, 2.0 / 3.0];
    for (imbalance, training, weights) in [
        (Imbalance::Weights, true, by_hand),
        (Imbalance::Weights, false, [1.0; 2]),
        (Imbalance::None, true, [1.0; 2]),
        (Imbalance::Sampling, true, [1.0; 2]),
    ] {
        let (logits, losses) = run(&classifier(1, imbalance, &of_train), training, &labels);
        for ((row, &label), &loss) in logits.chunks(2).zip(&labels).zip(&losses) {
            let [a, b] = [f64::from(row[0]), f64::from(row[1])];
            let surprise = (a.exp() + b.exp()).ln() - [a, b][label as usize];
            let expected = weights[label as usize] * surprise;
            assert!((f64::from(loss) - expected).abs() < 1e-5, "{loss}, expected {expected}");
        }
    }
}

/// Members differ, their probabilities are averaged, and their losses too.
#[test]
fn members_are_averaged_by_probability() {
    let labels = [0, 1, 1, 0];
    let (logits, losses) = run(&classifier(3, Imbalance::None, &[0, 1]), false, &labels);
    for row in logits.chunks(2) {
        let sum: f32 = row.iter().map(|logit| logit.exp()).sum();
        assert!((sum - 1.0).abs() < 1e-5, "{sum}");
    }
    let alone = run(&classifier(1, Imbalance::None, &[0, 1]), false, &labels).1;
    assert!(losses.iter().zip(&alone).any(|(a, b)| (a - b).abs() > 1e-4));
}

#[test]
fn classes_are_drawn_alike_in_training_alone() {
    let mut config = recipe("synthetic-scans", None);
    (config.dataset_size, config.imbalance) = (720, Imbalance::Sampling);
    let data = MedicalData::open(&config, &neuron_vision::tasks::DataOptions::default()).unwrap();
    assert_eq!(data.class_weights(&config), None);
    let examples = data.examples(&data.train, &config);
    assert_eq!(examples.len(), 360);
    let labels = |draw: Draw| -> Vec<i32> {
        let label = |index| {
            let (mut image, mut label) = ([0.0; 784], [0]);
            let mut slots = [Slot::F32(&mut image), Slot::I32(&mut label)];
            examples.load(index, draw, &mut slots).unwrap();
            label[0]
        };
        (0..examples.len()).map(label).collect()
    };
    let draw = |epoch, augment| Draw { seed: 0, epoch, augment };
    assert_eq!(labels(draw(0, false)).iter().sum::<i32>(), 60);
    assert_eq!(labels(draw(0, true)).iter().sum::<i32>(), 180);
    // Another epoch draws others.
    let images = |epoch| (0..360).map(|i| examples.image(i, draw(epoch, true))).collect::<Vec<_>>();
    assert_ne!(images(0), images(1));
    assert_eq!(images(1), images(1));
}
