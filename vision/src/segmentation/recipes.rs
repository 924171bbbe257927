//! Settings for each dataset; any of them can be changed. What they come to is in
//! `docs/use-cases/segmentation.md`.

use super::tiles::TileAugmentation;
use super::{ClassWeights, Light, SegmentationConfig, SegmentationLoss, data::SYNTHETIC};
use crate::models::unet::{Norm, UNet};
use neuron_train::trainer::TrainerConfig;
use std::path::Path;

/// The settings for a dataset: the made-up one, or a folder. Those for electron microscopy of membranes
/// are taken where the folder's name begins with `isbi2012`.
#[must_use]
pub fn recipe(dataset: &str) -> SegmentationConfig {
    let name = Path::new(dataset).file_name().unwrap_or_default().to_string_lossy();
    match name.as_ref() {
        SYNTHETIC => covers(),
        name if name.starts_with("isbi2012") => membranes(dataset),
        _ => folder(dataset),
    }
}

/// Scenes of 64 pixels a side, of seven covers.
fn covers() -> SegmentationConfig {
    SegmentationConfig {
        dataset: SYNTHETIC.into(),
        tile: 64,
        overlap: 0,
        augmentation: TileAugmentation {
            symmetries: true,
            shift: 8,
            band_gain: 0.1,
            ..TileAugmentation::default()
        },
        trainer: TrainerConfig {
            epochs: 20,
            batch_size: 16,
            learning_rate: 3e-3,
            ..folder("").trainer
        },
        ..folder("")
    }
}

/// Thin dark lines in grey images of 512 pixels a side.
fn membranes(dataset: &str) -> SegmentationConfig {
    SegmentationConfig {
        foreground: 0,
        validation_share: 0.1,
        // Their brightness differs from image to image.
        light: Light::Image,
        tile: 256,
        // Images are of four tiles.
        overlap: 0,
        // Images differ in light by half a deviation.
        augmentation: TileAugmentation { band_gain: 0.2, ..folder("").augmentation },
        model: UNet { channels: vec![12, 24, 48, 96], norm: Norm::Batch },
        trainer: TrainerConfig {
            epochs: 24,
            batch_size: 2,
            learning_rate: 3e-3,
            ema: 0.98,
            ..folder("").trainer
        },
        ..folder(dataset)
    }
}

/// Images of any kind.
fn folder(dataset: &str) -> SegmentationConfig {
    SegmentationConfig {
        dataset: dataset.to_owned(),
        dataset_size: 0,
        validation_share: 0.15,
        test_share: 0.2,
        ignore: 255,
        foreground: 1,
        calibrate: true,
        light: Light::Training,
        tile: 128,
        overlap: 32,
        tiles_per_epoch: 0,
        loss: SegmentationLoss::CrossEntropyDice,
        focal_gamma: 2.0,
        class_weights: ClassWeights::default(),
        test_time_views: true,
        augmentation: TileAugmentation {
            symmetries: true,
            band_gain: 0.1,
            ..TileAugmentation::default()
        },
        model: UNet { channels: vec![16, 32, 64], norm: Norm::Batch },
        trainer: TrainerConfig {
            epochs: 30,
            batch_size: 8,
            learning_rate: 2e-3,
            weight_decay: 0.01,
            ema: 0.99,
            ..TrainerConfig::default()
        },
    }
}
