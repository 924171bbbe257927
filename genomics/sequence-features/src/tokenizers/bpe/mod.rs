//! Byte-pair encoding: the most frequent neighbours become one token, again and again.

mod encode;
mod json;
mod train;

pub use train::TrainOptions;

use super::{SpecialTokens, Tokenizer};
use crate::FeaturesError;
use crate::alphabet::normalise;
use std::collections::HashMap;

/// Pieces of DNA learnt by byte-pair encoding (Sennrich et al., *Neural Machine Translation of Rare Words with Subword
/// Units*, 2016), as DNABERT-2 (Zhou et al., 2024) uses them. A sequence is one word: no piece is special for where it
/// stands.
///
/// ```
/// use neuron_sequence_features::tokenizers::{BytePairTokenizer, Tokenizer, TrainOptions};
/// let options = TrainOptions { vocabulary_size: 12, ..TrainOptions::default() };
/// let pieces = BytePairTokenizer::train(&[b"TATATATACGTATA".as_slice()], options)?;
/// let tokens = pieces.encode(b"tatacg");
/// assert_eq!(tokens.len(), 3);
/// assert_eq!(pieces.decode(&tokens), b"TATACG");
/// let again = BytePairTokenizer::from_json(&pieces.to_json())?;
/// assert_eq!(again.encode(b"TATACG"), tokens);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BytePairTokenizer {
    special: SpecialTokens,
    /// The bases of each token; those of special tokens are their names.
    pieces: Vec<String>,
    /// Tokens of single letters.
    letters: HashMap<u8, u32>,
    /// What two neighbours become, and how early that was learnt.
    merges: HashMap<(u32, u32), (u32, u32)>,
    /// The neighbours in the order in which they were learnt.
    order: Vec<(u32, u32)>,
}

impl BytePairTokenizer {
    /// The bases of each token in the order of their numbers; special tokens have names in brackets.
    #[must_use]
    pub fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// The pairs of tokens that were joined, in the order in which they were learnt.
    #[must_use]
    pub fn merges(&self) -> &[(u32, u32)] {
        &self.order
    }

    /// Puts together what training or a file gives; `merges` are pairs with what they become.
    fn assemble(
        special: SpecialTokens,
        pieces: Vec<String>,
        merges: Vec<((u32, u32), u32)>,
    ) -> Result<Self, FeaturesError> {
        let reserved = special.numbers();
        let mut letters = HashMap::new();
        for (number, piece) in pieces.iter().enumerate() {
            if let (&[letter], false) = (piece.as_bytes(), reserved.contains(&(number as u32))) {
                letters.insert(letter, number as u32);
            }
        }
        let order: Vec<(u32, u32)> = merges.iter().map(|(pair, _)| *pair).collect();
        let ranked = merges.into_iter().enumerate();
        let merges = ranked.map(|(rank, (pair, joined))| (pair, (rank as u32, joined))).collect();
        Ok(Self { special, pieces, letters, merges, order })
    }
}

impl Tokenizer for BytePairTokenizer {
    fn vocabulary_size(&self) -> usize {
        self.pieces.len()
    }

    fn special(&self) -> SpecialTokens {
        self.special
    }

    fn encode(&self, sequence: &[u8]) -> Vec<u32> {
        let letters = normalise(sequence).into_iter();
        let unknown = self.special.unknown;
        let tokens = letters.map(|l| self.letters.get(&l).copied().unwrap_or(unknown)).collect();
        encode::merge(tokens, &self.merges)
    }

    fn decode(&self, tokens: &[u32]) -> Vec<u8> {
        let reserved = self.special.numbers();
        let mut bases = Vec::new();
        for &token in tokens {
            if token == self.special.unknown {
                bases.push(b'N');
            } else if !reserved.contains(&token) {
                bases.extend(self.pieces.get(token as usize).map_or(&b"N"[..], |p| p.as_bytes()));
            }
        }
        bases
    }
}
