//! Settings that do well, found by measurement; any of them can be changed.

use super::{
    Complexity, SeriesAugmentation, SeriesConfig, SeriesModel, TemporalCnnConfig,
    TemporalTransformerConfig,
};
use crate::environmental_monitoring::forest::ForestConfig;
use neuron_train::trainer::TrainerConfig;

/// The settings for a dataset, and for the model of this name where one is asked for.
#[must_use]
pub fn recipe(dataset: &str, model: Option<&str>) -> SeriesConfig {
    let (complexity, model) = match model {
        Some("forest") => (
            Complexity::Simple,
            SeriesModel::Forest(ForestConfig {
                trees: 100,
                depth: 9,
                least: 3,
                ..ForestConfig::default()
            }),
        ),
        Some("cnn") => (Complexity::Complex, SeriesModel::Cnn(TemporalCnnConfig::default())),
        _ => (Complexity::Complex, SeriesModel::Transformer(TemporalTransformerConfig::default())),
    };
    let trainer = match model {
        // Only its confidence is learned by steps.
        SeriesModel::Forest(_) => TrainerConfig {
            epochs: 12,
            batch_size: 256,
            learning_rate: 3e-2,
            weight_decay: 0.0,
            ..TrainerConfig::default()
        },
        _ => TrainerConfig {
            epochs: 20,
            batch_size: 64,
            learning_rate: 2e-3,
            weight_decay: 0.05,
            ema: 0.99,
            ..TrainerConfig::default()
        },
    };
    SeriesConfig {
        dataset: dataset.to_owned(),
        dataset_size: 0,
        complexity,
        bands: 2,
        validation_share: 0.1,
        label_smoothing: 0.05,
        augmentation: SeriesAugmentation::default(),
        model,
        trainer,
    }
}
