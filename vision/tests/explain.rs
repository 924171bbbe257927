//! Heat maps of a classifier's decisions, against what Grad-CAM is by its definition.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use neuron_data::examples::Examples;
use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Result, TensorType};
use neuron_rt::nn::Scope;
use neuron_rt::{Buffer, Device, Resident};
use neuron_train::trainer::{
    Batch, Evaluator, Forward, Objective, Precision, TrainerConfig, training_step,
};
use neuron_vision::augment::Augmentation;
use neuron_vision::datasets::{BandStatistics, ImageExamples, ImageSet, Pixels};
use neuron_vision::explain::{GradCam, heat_maps};
use neuron_vision::models::{
    CnnConfig, Ensemble, ImageShape, ModelConfig, Pool, ResNetConfig, VitConfig,
};
use std::sync::Arc;

const SHAPE: ImageShape = ImageShape { bands: 2, height: 8, width: 8, classes: 3 };

/// Scores and features, as the model says them.
struct Plain<'a>(&'a ModelConfig);

impl Objective for Plain<'_> {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward> {
        let seen = self.0.seen(scope, &batch["image"], SHAPE)?;
        let outputs =
            vec![("logits".into(), seen.logits.clone()), ("features".into(), seen.features)];
        Ok(Forward { losses: seen.logits.sum(&[1])?, outputs })
    }
}

fn images(count: usize) -> Arc<dyn Examples> {
    let mut rng = Stream::new(5, "images").rng();
    let values = (0..count * 2 * 64).map(|_| rng.random_range(-1.5f32..1.5)).collect();
    let set = ImageSet {
        name: "noise".into(),
        synthetic: true,
        bands: vec!["a".into(), "b".into()],
        height: 8,
        width: 8,
        classes: vec!["x".into(), "y".into(), "z".into()],
        pixels: Pixels::F32(values),
        labels: vec![0; count],
    };
    let statistics = BandStatistics { mean: vec![0.0; 2], std: vec![1.0; 2], missing: 0 };
    let all = (0..count).collect();
    Arc::new(ImageExamples::new(Arc::new(set), all, statistics, Augmentation::default()))
}

fn weights(model: &ModelConfig, examples: &dyn Examples) -> Resident {
    let config = TrainerConfig { batch_size: 2, ..TrainerConfig::default() };
    training_step(&config, &Plain(model), examples).unwrap().initial(11)
}

/// Output `name` of each image.
fn said(
    model: &ModelConfig,
    examples: &Arc<dyn Examples>,
    weights: &Resident,
    name: &str,
) -> Vec<Vec<f64>> {
    let plain = Plain(model);
    let mut evaluator =
        Evaluator::new(&plain, &**examples, 1, 1, Precision::F32, &Device::Cpu).unwrap();
    let all = evaluator.predict(examples, weights, false).unwrap().outputs.remove(name).unwrap();
    let each = all.len() / examples.len();
    all.chunks(each).map(|row| row.iter().map(|&v| f64::from(v)).collect()).collect()
}

fn likeliest(row: &[f64]) -> usize {
    (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap()
}

fn assert_near(heat: &[f32], expected: &[f64], tolerance: f64) {
    let most = expected.iter().copied().fold(0.0, f64::max);
    assert!(most > 0.0, "the test needs an image with some heat");
    for (heat, expected) in heat.iter().zip(expected) {
        let apart = (f64::from(*heat) - expected / most).abs();
        assert!(apart < tolerance, "{heat}, expected {}", expected / most);
    }
}

/// Where the class is read from the mean over all positions by a linear layer, Grad-CAM is the class
/// activation map of Zhou et al. (2016): features weighted by that layer's weights.
#[test]
fn of_convolutions_it_is_the_class_activation_map() {
    for model in [
        ModelConfig::Cnn(CnnConfig { channels: vec![4, 6], dropout: 0.3 }),
        ModelConfig::ResNet(ResNetConfig { channels: vec![4, 6], blocks: 1, dropout: 0.0 }),
    ] {
        let examples = images(5);
        let weights = weights(&model, &*examples);
        let ensemble = Ensemble { model: model.clone(), members: 1, shape: SHAPE };
        let maps = heat_maps(&GradCam(&ensemble), &examples, &weights).unwrap();
        let head = weights["head.weight"].to_literal().to_f32();
        let channels = 6;
        let (logits, features) = (
            said(&model, &examples, &weights, "logits"),
            said(&model, &examples, &weights, "features"),
        );
        for ((map, logits), features) in maps.iter().zip(&logits).zip(&features) {
            let cells = features.len() / channels;
            assert_eq!(map.grid[0] * map.grid[1], cells);
            let row = &head[likeliest(logits) * channels..][..channels];
            let expected: Vec<f64> = (0..cells)
                .map(|cell| {
                    let weighted = (0..channels)
                        .map(|channel| f64::from(row[channel]) * features[channel * cells + cell]);
                    weighted.sum::<f64>().max(0.0)
                })
                .collect();
            if expected.iter().any(|&v| v > 0.0) {
                assert_near(&map.values, &expected, 1e-5);
            } else {
                assert!(map.values.iter().all(|&v| v == 0.0));
            }
        }
    }
}

/// Of a transformer of one block, the tokens are patches plus positions: moving a position tells the
/// gradient by a token.
#[test]
fn of_a_transformer_it_follows_finite_differences() {
    for pool in [Pool::Cls, Pool::Mean] {
        let config = VitConfig {
            patch: 4,
            dim: 8,
            depth: 1,
            heads: 2,
            mlp: 16,
            pool,
            ..VitConfig::default()
        };
        let model = ModelConfig::Vit(config);
        let examples = images(1);
        let weights = weights(&model, &*examples);
        let ensemble = Ensemble { model: model.clone(), members: 1, shape: SHAPE };
        let map = heat_maps(&GradCam(&ensemble), &examples, &weights).unwrap().remove(0);
        assert_eq!(map.grid, [2, 2]);
        let class = likeliest(&said(&model, &examples, &weights, "logits")[0]);
        let positions = weights["pos_embed"].to_literal().to_f32();
        let leading = positions.len() / 8 - 4;
        let score = |place: usize, step: f32| {
            let mut moved = positions.clone();
            moved[place] += step;
            let ty: TensorType = weights["pos_embed"].ty().clone();
            let mut weights = weights.clone();
            weights.insert("pos_embed".into(), Buffer::from_slice(ty, &moved));
            said(&model, &examples, &weights, "logits")[0][class]
        };
        let mut by_channel = [0.0; 8];
        for token in leading..leading + 4 {
            for (channel, sum) in by_channel.iter_mut().enumerate() {
                let place = token * 8 + channel;
                *sum += (score(place, 1e-2) - score(place, -1e-2)) / 2e-2 / 4.0;
            }
        }
        let features = &said(&model, &examples, &weights, "features")[0];
        let expected: Vec<f64> = (leading..leading + 4)
            .map(|token| {
                let tokens = &features[token * 8..][..8];
                tokens.iter().zip(&by_channel).map(|(f, g)| f * g).sum::<f64>().max(0.0)
            })
            .collect();
        assert_near(&map.values, &expected, 2e-2);
    }
}

#[test]
fn maps_of_members_are_averaged() {
    let model = ModelConfig::Cnn(CnnConfig { channels: vec![4, 6], dropout: 0.0 });
    let examples = images(3);
    let one = weights(&model, &*examples);
    let twice: Resident = [0, 1]
        .into_iter()
        .flat_map(|number| {
            one.iter()
                .map(move |(name, buffer)| (format!("member.{number}.{name}"), buffer.clone()))
        })
        .collect();
    let of = |members, weights: &Resident| {
        let ensemble = Ensemble { model: model.clone(), members, shape: SHAPE };
        heat_maps(&GradCam(&ensemble), &examples, weights).unwrap()
    };
    for (one, two) in of(1, &one).iter().zip(&of(2, &twice)) {
        for (a, b) in one.values.iter().zip(&two.values) {
            assert!((a - b).abs() < 1e-6, "two of the same say the same: {a}, {b}");
        }
    }
}
