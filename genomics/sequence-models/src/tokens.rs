//! From bases to what a network is fed.

use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::tokenizers::{CharacterTokenizer, KmerTokenizer, Tokenizer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// A token a base.
    #[default]
    Character,
    /// Overlapping words of k bases (Ji et al., *DNABERT*, 2021).
    Kmer,
    /// Words of k bases one after the other (Dalla-Torre et al., *The Nucleotide Transformer*, 2023).
    Words,
}

/// Which tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TokensConfig {
    /// Their kind.
    pub kind: TokenKind,
    /// Bases of a word, 1 to 8; not of characters.
    pub k: usize,
}

impl Default for TokensConfig {
    fn default() -> Self {
        Self { kind: TokenKind::Character, k: 6 }
    }
}

impl TokensConfig {
    /// What makes them.
    ///
    /// # Errors
    /// Where `k` is out of range.
    pub fn tokenizer(&self) -> Result<Arc<dyn Tokenizer>, FeaturesError> {
        Ok(match self.kind {
            TokenKind::Character => Arc::new(CharacterTokenizer),
            TokenKind::Kmer => Arc::new(KmerTokenizer::overlapping(self.k)?),
            TokenKind::Words => Arc::new(KmerTokenizer::non_overlapping(self.k)?),
        })
    }

    /// Most tokens that so many bases can become.
    ///
    /// ```
    /// use neuron_sequence_models::tokens::{TokenKind, TokensConfig};
    /// let of = |kind| TokensConfig { kind, k: 6 }.most(60);
    /// assert_eq!([TokenKind::Character, TokenKind::Kmer, TokenKind::Words].map(of), [60, 55, 60]);
    /// ```
    #[must_use]
    pub fn most(&self, bases: usize) -> usize {
        match self.kind {
            // Words with a letter that is no base fall into letters.
            TokenKind::Character | TokenKind::Words => bases,
            TokenKind::Kmer => (bases + 1).saturating_sub(self.k),
        }
    }
}
