use super::{MaskedConfig, MaskedNetwork};
use crate::models::SequenceShape;
use neuron_sequence_features::tokenizers::Tokenizer;
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedModelInfo {
    /// Bases of the longest sequence that is read.
    pub bases: usize,
    /// Settings of the run.
    pub config: MaskedConfig,
}

impl MaskedModelInfo {
    /// What makes its tokens.
    ///
    /// # Errors
    /// Where a word's length is out of range.
    pub fn tokenizer(&self) -> Result<Arc<dyn Tokenizer>, TaskError> {
        self.config.tokens.tokenizer().map_err(TaskError::domain)
    }

    /// Tokens of an example.
    #[must_use]
    pub fn length(&self) -> usize {
        self.config.tokens.most(self.bases)
    }

    /// The model.
    ///
    /// # Errors
    /// As [`tokenizer`](Self::tokenizer).
    pub fn network(&self) -> Result<MaskedNetwork, TaskError> {
        let vocabulary = self.tokenizer()?.vocabulary_size();
        let shape = SequenceShape { vocabulary, length: self.length() };
        Ok(MaskedNetwork { model: self.config.model.clone(), shape })
    }
}
