use super::{SequenceClassifier, SequencesConfig};
use crate::models::SequenceShape;
use neuron_sequence_features::tokenizers::Tokenizer;
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceModelInfo {
    /// Names of the classes, in the order of the scores.
    pub classes: Vec<String>,
    /// Bases of the longest sequence that is read.
    pub bases: usize,
    /// Settings of the run.
    pub config: SequencesConfig,
}

impl SequenceModelInfo {
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
    pub fn classifier(&self) -> Result<SequenceClassifier, TaskError> {
        let config = &self.config;
        Ok(SequenceClassifier {
            model: config.model.clone(),
            shape: SequenceShape {
                vocabulary: self.tokenizer()?.vocabulary_size(),
                length: self.length(),
            },
            classes: self.classes.len(),
            pooling: config.pooling,
            reverse_complement: config.reverse_complement,
            members: config.members,
            label_smoothing: config.label_smoothing,
        })
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
