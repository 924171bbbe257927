//! Settings that do well, found by measurement; any of them can be changed.

use super::{ChangeConfig, ChangeLoss, Light, LossKind, PairAugmentation};
use crate::change_detection::labelled::{PairFiles, is_one_pair};
use crate::change_detection::models::{ChangeModel, ChangeNet, Fusion};
use crate::models::unet::Norm;
use neuron_train::trainer::TrainerConfig;

/// What a newcomer trains on: made up, at once.
pub const DEFAULT_DATASET: &str = "synthetic-change";

/// The settings for a dataset, and for the model of this name where one is asked for.
#[must_use]
pub fn recipe(dataset: &str, model: Option<&str>) -> ChangeConfig {
    if is_one_pair(dataset) { one_scene(dataset, model) } else { pairs(dataset, model) }
}

/// Many pairs of some dozens of pixels a side.
fn pairs(dataset: &str, model: Option<&str>) -> ChangeConfig {
    ChangeConfig {
        dataset: dataset.to_owned(),
        dataset_size: 0,
        validation_share: 0.2,
        tile: 64,
        overlap: 32,
        repeats: 1,
        test_time_views: true,
        red: 0,
        nir: 0,
        light: Light::Standardised,
        register: true,
        pair: PairFiles::default(),
        loss: ChangeLoss { kind: LossKind::DiceBce, ..ChangeLoss::default() },
        augmentation: PairAugmentation {
            misregistration: 0,
            symmetries: true,
            swap: false,
            gain: 0.1,
        },
        model: model.and_then(ChangeModel::named).unwrap_or_else(early),
        trainer: TrainerConfig {
            epochs: 20,
            batch_size: 16,
            learning_rate: 3e-3,
            weight_decay: 0.01,
            ema: 0.99,
            ..TrainerConfig::default()
        },
    }
}

/// It sees what was there before each pixel changed, which a difference does not keep.
fn early() -> ChangeModel {
    ChangeModel::Unet(ChangeNet {
        fusion: Fusion::Early,
        norm: Norm::Batch,
        ..ChangeNet::default()
    })
}

/// One scene with few labels: few weights, and an input that is the same in any part of it.
fn one_scene(dataset: &str, model: Option<&str>) -> ChangeConfig {
    ChangeConfig {
        validation_share: 0.25,
        repeats: 8,
        light: Light::Matched,
        register: false,
        loss: ChangeLoss { kind: LossKind::Bce, ..ChangeLoss::default() },
        augmentation: PairAugmentation {
            misregistration: 0,
            symmetries: true,
            swap: true,
            gain: 0.05,
        },
        ..pairs(dataset, model.or(Some("strengths")))
    }
}
