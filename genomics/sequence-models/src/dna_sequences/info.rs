use super::kernel::LONGEST_WORD;
use super::placed_words::WORD;
use super::{Pooling, SequenceClassifier, SequencesConfig};
use crate::models::SequenceShape;
use crate::tokens::{TokenKind, TokenReader, Vocabulary};
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceModelInfo {
    /// Names of the classes, in the order of the scores.
    pub classes: Vec<String>,
    /// Bases of the longest sequence that is read.
    pub bases: usize,
    /// Tokens of an example, without those around it, where the bases do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<usize>,
    /// What was learnt of tokens, or came with a checkpoint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocabulary: Option<Vocabulary>,
    /// Training sequences that a kernel regression keeps.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub kept: usize,
    /// Settings of the run.
    pub config: SequencesConfig,
}

impl SequenceModelInfo {
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
    pub fn classifier(&self) -> Result<SequenceClassifier, TaskError> {
        let config = &self.config;
        Ok(SequenceClassifier {
            model: config.model.clone(),
            shape: SequenceShape {
                vocabulary: self.reader()?.tokenizer.vocabulary_size(),
                length: self.length(),
            },
            classes: self.classes.len(),
            pooling: config.pooling,
            placed_words: self.placed_words(),
            kept: self.kept,
            reverse_complement: config.reverse_complement,
            members: config.members,
            label_smoothing: config.label_smoothing,
        })
    }

    /// Hidden numbers of the layer of placed words, where the tokens are bases and there is room for a word.
    fn placed_words(&self) -> usize {
        if self.has_words(WORD) { self.config.placed_words } else { 0 }
    }

    /// Most training sequences that a kernel regression keeps, where windows are aligned.
    pub(super) fn most_kept(&self) -> usize {
        let aligned = self.config.pooling == Pooling::Aligned;
        if aligned && self.has_words(LONGEST_WORD) { self.config.kernel_sequences } else { 0 }
    }

    fn has_words(&self, bases: usize) -> bool {
        self.config.tokens.kind == TokenKind::Character && self.length() >= bases
    }

    /// Refuses sequences of other classes: a file may have changed since.
    pub(super) fn check_fits(&self, found: &Self) -> Result<(), TaskError> {
        if self.classes == found.classes {
            return Ok(());
        }
        let said = |info: &Self| format!("the classes {}", info.classes.join(", "));
        let (found, expected) = (said(found), said(self));
        Err(TaskError::DataShape { file: self.config.dataset.clone(), found, expected })
    }
}

// What `skip_serializing_if` asks for.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
