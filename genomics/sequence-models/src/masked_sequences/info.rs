use super::{MaskedConfig, MaskedNetwork};
use crate::models::SequenceShape;
use crate::tokens::{TokenReader, Vocabulary};
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaskedModelInfo {
    /// Bases of the longest sequence that is read.
    pub bases: usize,
    /// Tokens of an example, without those around it, where the bases do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<usize>,
    /// What was learnt of tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocabulary: Option<Vocabulary>,
    /// Settings of the run.
    pub config: MaskedConfig,
}

impl MaskedModelInfo {
    /// What makes its tokens.
    ///
    /// # Errors
    /// Where a word's length is out of range, or a vocabulary is missing or not in order.
    pub fn reader(&self) -> Result<TokenReader, TaskError> {
        let tokenizer = self.config.tokens.tokenizer(self.vocabulary.as_ref());
        let tokenizer = tokenizer.map_err(TaskError::domain)?;
        Ok(TokenReader { tokenizer, framed: self.config.model.framed() })
    }

    /// Tokens of an example, with those around it.
    #[must_use]
    pub fn length(&self) -> usize {
        let inner = self.room.unwrap_or_else(|| self.config.tokens.most(self.bases));
        inner + if self.config.model.framed() && inner > 0 { 2 } else { 0 }
    }

    /// The model.
    ///
    /// # Errors
    /// As [`reader`](Self::reader).
    pub fn network(&self) -> Result<MaskedNetwork, TaskError> {
        let vocabulary = self.reader()?.tokenizer.vocabulary_size();
        let shape = SequenceShape { vocabulary, length: self.length() };
        Ok(MaskedNetwork { model: self.config.model.clone(), shape })
    }
}
