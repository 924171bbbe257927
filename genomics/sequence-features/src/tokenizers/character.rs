use super::{SpecialTokens, Tokenizer};
use crate::alphabet::{BASES, base_code};

/// A token for each of A, C, G, T and one for N, which every other letter becomes.
///
/// ```
/// use neuron_sequence_features::tokenizers::{CharacterTokenizer, Tokenizer};
/// let tokens = CharacterTokenizer.encode(b"acGTn");
/// assert_eq!(tokens, [5, 6, 7, 8, 9]);
/// assert_eq!(CharacterTokenizer.decode(&tokens), b"ACGTN");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterTokenizer;

impl Tokenizer for CharacterTokenizer {
    fn vocabulary_size(&self) -> usize {
        SpecialTokens::COUNT as usize + 5
    }

    fn special(&self) -> SpecialTokens {
        SpecialTokens::default()
    }

    fn encode(&self, sequence: &[u8]) -> Vec<u32> {
        let number = |&letter: &u8| base_code(letter).map_or(4, u32::from) + SpecialTokens::COUNT;
        sequence.iter().map(number).collect()
    }

    fn decode(&self, tokens: &[u32]) -> Vec<u8> {
        let letter = |&token: &u32| match token.checked_sub(SpecialTokens::COUNT) {
            Some(base @ 0..4) => Some(BASES[base as usize]),
            Some(_) => Some(b'N'),
            None if token == self.special().unknown => Some(b'N'),
            None => None,
        };
        tokens.iter().filter_map(letter).collect()
    }
}
