//! Settings that do well on each dataset, found by measurement; any of them can be changed.

use super::{DecoderConfig, MaskConfig, Method, PretrainingConfig, ProbeConfig};
use crate::augment::Augmentation;
use crate::land_use;
use crate::models::{ModelConfig, VitConfig};
use neuron_train::trainer::{Export, TrainerConfig};

/// The settings for a dataset, and for the method of this name where one is asked for. The encoder is
/// the Vision Transformer that classifies the same dataset.
#[must_use]
pub fn recipe(dataset: &str, method: Option<&str>) -> PretrainingConfig {
    let method = if method == Some(Method::Simmim.name()) { Method::Simmim } else { Method::Mae };
    let classifier = land_use::recipe(dataset, Some("vit"));
    let encoder = match classifier.model {
        // Nothing is dropped: what is hidden is enough.
        ModelConfig::Vit(vit) => VitConfig { dropout: 0.0, drop_path: 0.0, ..vit },
        _ => VitConfig::default(),
    };
    let mask = match (method, encoder.patch) {
        // Nine pixels of one scene: most must be seen to know any of the others.
        (_, 1) => MaskConfig { ratio: 0.5, block: 1 },
        (Method::Mae, _) => MaskConfig::default(),
        (Method::Simmim, _) => MaskConfig { ratio: 0.6, block: 1 },
    };
    PretrainingConfig {
        dataset: dataset.to_owned(),
        dataset_size: 0,
        resize: 0,
        validation_share: 0.02,
        method,
        normalise_targets: method == Method::Mae && encoder.patch > 1,
        mask,
        augmentation: Augmentation {
            symmetries: classifier.augmentation.symmetries,
            flip: classifier.augmentation.flip,
            shift: classifier.augmentation.shift,
            ..Augmentation::default()
        },
        decoder: DecoderConfig::default(),
        encoder,
        probes: ProbeConfig::default(),
        trainer: TrainerConfig {
            epochs: 20,
            batch_size: 128,
            learning_rate: 1.5e-3,
            weight_decay: 0.05,
            warmup: 0.1,
            // The last step has learned most; a loss of reconstruction hardly ever rises again.
            export: Export::Last,
            ..TrainerConfig::default()
        },
    }
}
