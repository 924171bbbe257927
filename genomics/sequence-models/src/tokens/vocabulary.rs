use super::{TokenKind, TokensConfig};
use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::alphabet::reverse_complement;
use neuron_sequence_features::tokenizers::{
    BytePairTokenizer, Tokenizer, TrainOptions, WordListTokenizer,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A vocabulary that was learnt or came with a checkpoint. It is kept in the header of a run's weights, so that a
/// model is never asked with the numbers of other tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vocabulary {
    /// Pieces and the order in which they are joined: the content of a `tokenizer.json`.
    BytePairs(String),
    /// Words of k bases by number: the content of a `vocab.txt`.
    WordList(String),
}

impl Vocabulary {
    /// What the kind of tokens learns from training sequences; nothing where it learns nothing.
    ///
    /// # Errors
    /// Where the vocabulary that is asked for has no room for letters.
    pub fn learn(
        tokens: &TokensConfig,
        sequences: &[&[u8]],
    ) -> Result<Option<Self>, FeaturesError> {
        if tokens.kind != TokenKind::Bpe {
            return Ok(None);
        }
        let options =
            TrainOptions { vocabulary_size: tokens.vocabulary, ..TrainOptions::default() };
        Ok(Some(Self::BytePairs(BytePairTokenizer::train(sequences, options)?.to_json())))
    }

    /// What makes tokens.
    ///
    /// # Errors
    /// [`FeaturesError::Tokenizer`] where the content is not in order.
    pub fn tokenizer(&self) -> Result<Arc<dyn Tokenizer>, FeaturesError> {
        Ok(match self {
            Self::BytePairs(json) => Arc::new(BytePairTokenizer::from_json(json)?),
            Self::WordList(text) => Arc::new(WordListTokenizer::from_text(text)?),
        })
    }

    /// Room for the tokens of sequences like these and of their other strands, of at most `longest` bases. Of pieces it
    /// is the most that one of them becomes, and a quarter more, since others may hold rarer pieces.
    pub(crate) fn room(&self, sequences: &[&[u8]], longest: usize) -> Result<usize, FeaturesError> {
        let tokenizer = self.tokenizer()?;
        if let Self::WordList(_) = self {
            return Ok((longest + 1).saturating_sub(tokenizer.mask_span()));
        }
        let both = sequences.iter().map(|sequence| {
            let other = tokenizer.encode(&reverse_complement(sequence)).len();
            tokenizer.encode(sequence).len().max(other)
        });
        let most = both.max().unwrap_or(0);
        Ok((most + most.div_ceil(4)).clamp(1, longest.max(1)))
    }
}
