//! Settings that do well on each dataset, found by measurement; any of them can be changed.

use super::LandUseConfig;
use crate::augment::Augmentation;
use crate::models::pretrained::NewBands;
use crate::models::{CnnConfig, ModelConfig, Pool, ResNetConfig, VitConfig};
use neuron_train::trainer::{Export, TrainerConfig};

/// What a newcomer trains on: real, and in the program itself.
pub const DEFAULT_DATASET: &str = "statlog-landsat";

/// The settings for a dataset, and for the model of this name where one is asked for.
#[must_use]
pub fn recipe(dataset: &str, model: Option<&str>) -> LandUseConfig {
    match dataset {
        "statlog-landsat" => statlog(model.unwrap_or("vit")),
        "fashion-mnist" => fashion(model.unwrap_or("resnet")),
        _ => scenes(dataset, model.unwrap_or("resnet")),
    }
}

/// 3×3 pixels: each is a token.
fn statlog(model: &str) -> LandUseConfig {
    let vit = VitConfig {
        patch: 1,
        dim: 64,
        depth: 4,
        heads: 4,
        mlp: 128,
        dropout: 0.0,
        drop_path: 0.1,
        pool: Pool::Cls,
        ..VitConfig::default()
    };
    LandUseConfig {
        dataset: DEFAULT_DATASET.into(),
        dataset_size: 0,
        resize: 0,
        validation_share: 0.02,
        label_share: 1.0,
        label_smoothing: 0.0,
        test_time_views: true,
        members: if model == "vit" { 2 } else { 1 },
        augmentation: Augmentation { symmetries: true, ..Augmentation::default() },
        pretrained: String::new(),
        pretrained_bands: NewBands::Average,
        model: match model {
            "cnn" => ModelConfig::Cnn(CnnConfig { channels: vec![64, 128], dropout: 0.2 }),
            "resnet" => {
                ModelConfig::ResNet(ResNetConfig { channels: vec![64], blocks: 3, dropout: 0.2 })
            }
            _ => ModelConfig::Vit(vit),
        },
        trainer: TrainerConfig {
            epochs: 28,
            batch_size: 32,
            learning_rate: 1e-3,
            weight_decay: 0.05,
            ema: 0.998,
            // Few images are held out, too few to choose an epoch by: the running mean of the last
            // steps does better than the epoch that happened to do best on them.
            export: Export::Last,
            ..TrainerConfig::default()
        },
    }
}

/// 28×28 grey pictures.
fn fashion(model: &str) -> LandUseConfig {
    let vit = VitConfig {
        patch: 4,
        dim: 96,
        depth: 4,
        heads: 3,
        mlp: 192,
        drop_path: 0.1,
        ..VitConfig::default()
    };
    LandUseConfig {
        dataset: "fashion-mnist".into(),
        members: 1,
        validation_share: 0.1,
        augmentation: Augmentation {
            flip: true,
            shift: 1,
            erase: 0.2,
            erase_share: 0.4,
            ..Augmentation::default()
        },
        model: match model {
            "cnn" => ModelConfig::Cnn(CnnConfig { channels: vec![16, 32, 64], dropout: 0.2 }),
            "resnet" => ModelConfig::ResNet(ResNetConfig {
                channels: vec![16, 32, 64],
                blocks: 2,
                dropout: 0.1,
            }),
            _ => ModelConfig::Vit(vit),
        },
        trainer: TrainerConfig {
            epochs: 7,
            batch_size: 128,
            learning_rate: 3e-3,
            weight_decay: 0.05,
            ema: 0.998,
            ..TrainerConfig::default()
        },
        ..statlog("vit")
    }
}

/// Scenes of some dozens of pixels a side, seen from above.
fn scenes(dataset: &str, model: &str) -> LandUseConfig {
    let vit = VitConfig {
        patch: 8,
        dim: 128,
        depth: 4,
        heads: 4,
        mlp: 256,
        drop_path: 0.1,
        ..VitConfig::default()
    };
    LandUseConfig {
        dataset: dataset.to_owned(),
        members: 1,
        validation_share: 0.1,
        augmentation: Augmentation { symmetries: true, band_gain: 0.1, ..Augmentation::default() },
        model: match model {
            "cnn" => ModelConfig::Cnn(CnnConfig { channels: vec![16, 32, 64, 128], dropout: 0.2 }),
            "resnet" => ModelConfig::ResNet(ResNetConfig {
                channels: vec![16, 32, 64, 128],
                blocks: 1,
                dropout: 0.1,
            }),
            _ => ModelConfig::Vit(vit),
        },
        trainer: TrainerConfig {
            epochs: 10,
            batch_size: 64,
            learning_rate: 3e-3,
            weight_decay: 0.05,
            ema: 0.99,
            ..TrainerConfig::default()
        },
        ..statlog("vit")
    }
}
