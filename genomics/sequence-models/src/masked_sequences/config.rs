use crate::models::SequenceModel;
use crate::tokens::TokensConfig;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// Everything that decides a run of `masked_sequences`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedConfig {
    /// `splice-junctions`, whose classes are not looked at, or a FASTA file.
    pub dataset: String,
    /// How many sequences to take; 0 for all.
    pub dataset_size: usize,
    /// Parts that the sequences are divided into, copies in one part: as in `dna_sequences`, so that what is tested
    /// there was not seen here.
    pub folds: usize,
    /// The part that is tested on, from 0.
    pub fold: usize,
    /// Seed of the parts.
    pub fold_seed: u64,
    /// Share of the training sequences that is held out to choose the best weights by.
    pub validation_share: f64,
    /// Bases that are read of a sequence, from its middle; 0 for as many as the longest has.
    pub length: usize,
    /// What a sequence is cut into.
    pub tokens: TokensConfig,
    /// Share of tokens that are to be guessed.
    pub mask_share: f64,
    /// The model.
    pub model: SequenceModel,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

impl MaskedConfig {
    /// The settings for a dataset, and for the model of this name where one is asked for.
    #[must_use]
    pub fn recipe(dataset: &str, model: Option<&str>) -> Self {
        Self {
            dataset: dataset.to_owned(),
            dataset_size: 0,
            folds: 10,
            fold: 0,
            fold_seed: 0,
            validation_share: 0.1,
            length: 0,
            tokens: TokensConfig::default(),
            mask_share: 0.15,
            model: SequenceModel::suited(dataset, model.unwrap_or(SequenceModel::NAMES[0])),
            trainer: TrainerConfig {
                epochs: 30,
                batch_size: 64,
                learning_rate: 2e-3,
                weight_decay: 0.01,
                ..TrainerConfig::default()
            },
        }
    }
}
