//! Settings that do well, found by measurement; any of them can be changed.

use super::{Pooling, SequencesConfig};
use crate::models::SequenceModel;
use crate::tokens::TokensConfig;
use neuron_train::trainer::{Export, TrainerConfig};

/// The settings for a dataset, and for the model of this name where one is asked for.
#[must_use]
pub fn recipe(dataset: &str, model: Option<&str>) -> SequencesConfig {
    let aligned = dataset == "splice-junctions";
    let mut config = general(dataset, model, aligned);
    if let (true, SequenceModel::Transformer(_)) = (aligned, &config.model) {
        // Four small networks, whose answers are averaged, are more often right than a large one; what a word means at
        // its place they learn best by a layer that sees nothing else, and so in fewer epochs.
        (config.members, config.placed_words, config.mutations) = (4, 64, 0.01);
        // And what training sequences that are alike say, all of them: it makes other mistakes.
        config.kernel_sequences = 4096;
        (config.trainer.epochs, config.trainer.weight_decay) = (14, 0.1);
    }
    config
}

fn general(dataset: &str, model: Option<&str>, aligned: bool) -> SequencesConfig {
    SequencesConfig {
        dataset: dataset.to_owned(),
        labels: String::new(),
        dataset_size: 0,
        folds: 10,
        fold: 0,
        fold_seed: 0,
        // Where there is little, what would be held out is worth more as an example.
        validation_share: if aligned { 0.0 } else { 0.1 },
        length: 0,
        tokens: TokensConfig::default(),
        reverse_complement: false,
        pooling: if aligned { Pooling::Aligned } else { Pooling::Places },
        placed_words: 0,
        kernel_sequences: 0,
        members: 1,
        mutations: 0.05,
        label_smoothing: 0.05,
        pretrained: String::new(),
        model: SequenceModel::suited(dataset, model.unwrap_or(SequenceModel::NAMES[0])),
        trainer: TrainerConfig {
            epochs: 40,
            batch_size: 64,
            learning_rate: 2e-3,
            weight_decay: 0.05,
            ema: 0.99,
            export: if aligned { Export::Last } else { Export::Best },
            ..TrainerConfig::default()
        },
    }
}
