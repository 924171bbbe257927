//! Settings that do well, found by measurement on validation images; any of them can be changed.

use super::{Imbalance, MedicalImagingConfig, ScanAugmentation, Standardise, ThresholdRule};
use crate::models::{CnnConfig, ModelConfig, ResNetConfig, VitConfig};
use neuron_train::trainer::TrainerConfig;

/// What a newcomer trains on: made up, labelled so, and made in no time.
pub const DEFAULT_DATASET: &str = "synthetic-scans";

/// The settings for a dataset, and for the model of this name where one is asked for.
#[must_use]
pub fn recipe(dataset: &str, model: Option<&str>) -> MedicalImagingConfig {
    let synthetic = dataset == DEFAULT_DATASET;
    // Chest X-rays have sides and an up; slides and skin have neither.
    let turned = matches!(dataset, "pathmnist" | "dermamnist");
    MedicalImagingConfig {
        dataset: dataset.to_owned(),
        dataset_size: 0,
        resize: 0,
        classes: Vec::new(),
        validation_share: 0.1,
        imbalance: Imbalance::Weights,
        label_smoothing: 0.0,
        members: if synthetic { 1 } else { 2 },
        threshold: ThresholdRule::BalancedAccuracy,
        specificity: 0.95,
        standardise: Standardise::Dataset,
        augmentation: ScanAugmentation {
            shift: 2.0,
            rotation: if turned { 180.0 } else { 10.0 },
            scale: 0.1,
            gamma: 0.2,
            contrast: 0.2,
            brightness: 0.2,
            erase: 0.3,
            erase_share: 0.35,
            flip: turned,
            ..ScanAugmentation::default()
        },
        model: network(model.unwrap_or("cnn")),
        trainer: TrainerConfig {
            epochs: 12,
            batch_size: if synthetic { 32 } else { 64 },
            learning_rate: 3e-3,
            weight_decay: 0.05,
            ema: 0.99,
            ..TrainerConfig::default()
        },
    }
}

/// A network for images of some dozens of pixels a side.
fn network(model: &str) -> ModelConfig {
    match model {
        "resnet" => ModelConfig::ResNet(ResNetConfig {
            channels: vec![16, 32, 64],
            blocks: 1,
            dropout: 0.1,
        }),
        "vit" => ModelConfig::Vit(VitConfig {
            patch: 4,
            dim: 64,
            depth: 4,
            heads: 4,
            mlp: 128,
            drop_path: 0.1,
            ..VitConfig::default()
        }),
        _ => ModelConfig::Cnn(CnnConfig { channels: vec![16, 32, 64], dropout: 0.1 }),
    }
}
