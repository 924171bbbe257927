use super::{SpecialTokens, Tokenizer};
use crate::FeaturesError;
use crate::alphabet::normalise;
use std::collections::HashMap;

/// More words than any vocabulary of k-mers has: 4^8 and the special ones are 65,541.
const MOST_WORDS: usize = 1 << 20;

/// Overlapping words of k bases with the numbers that a file gives them: the `vocab.txt` of DNABERT (Ji et al., 2021),
/// a word a line, whose order is not that of [`KmerTokenizer`](super::KmerTokenizer).
///
/// ```
/// use neuron_sequence_features::tokenizers::{Tokenizer, WordListTokenizer};
/// let list = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nA\nT\nC\nG\n";
/// let words = WordListTokenizer::from_text(list)?;
/// assert_eq!((words.k(), words.encode(b"ACGTn")), (1, vec![5, 7, 8, 6, 1]));
/// assert_eq!(words.to_text(), list);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordListTokenizer {
    special: SpecialTokens,
    /// All words in the order of their numbers; special tokens have names in brackets.
    words: Vec<String>,
    numbers: HashMap<Vec<u8>, u32>,
    k: usize,
}

impl WordListTokenizer {
    /// Reads a list, a word a line.
    ///
    /// # Errors
    /// [`FeaturesError::Tokenizer`] with the line: a word that is not of A, C, G and T, of another length than the
    /// others or there twice; or where a special token is missing.
    pub fn from_text(text: &str) -> Result<Self, FeaturesError> {
        let wrong = |what: String| FeaturesError::Tokenizer { what };
        let (mut words, mut numbers) = (Vec::new(), HashMap::new());
        let mut found = [None; 5];
        let mut k = None;
        for (place, line) in text.lines().enumerate() {
            let (word, number) = (line.trim_end(), place as u32);
            if place >= MOST_WORDS {
                return Err(wrong(format!("it has more than {MOST_WORDS} words")));
            }
            words.push(word.to_owned());
            let name = SpecialTokens::NAMES.iter().position(|name| *name == word);
            let taken = match name {
                Some(name) => found[name].replace(number).is_some(),
                // Words that a list keeps free for later.
                None if word.starts_with("[unused") && word.ends_with(']') => false,
                None => {
                    let bases = word.bytes().all(|letter| b"ACGT".contains(&letter));
                    let of = *k.get_or_insert(word.len());
                    if !bases || word.is_empty() || word.len() != of {
                        let line = place + 1;
                        let expected = format!("expected {of} letters of A, C, G and T");
                        return Err(wrong(format!("line {line} is `{word}`, {expected}")));
                    }
                    numbers.insert(word.as_bytes().to_vec(), number).is_some()
                }
            };
            if taken {
                return Err(wrong(format!("line {}: `{word}` is there twice", place + 1)));
            }
        }
        let [pad, unknown, start, end, mask] =
            [0, 1, 2, 3, 4].map(|at| found[at].ok_or(SpecialTokens::NAMES[at]));
        let missing = |name: &str| {
            let all = SpecialTokens::NAMES.join(", ");
            wrong(format!("token `{name}` is missing; expected {all}"))
        };
        let special = SpecialTokens {
            pad: pad.map_err(missing)?,
            unknown: unknown.map_err(missing)?,
            start: start.map_err(missing)?,
            end: end.map_err(missing)?,
            mask: mask.map_err(missing)?,
        };
        let k = k.ok_or_else(|| wrong("it has no word of bases".to_owned()))?;
        Ok(Self { special, words, numbers, k })
    }

    /// The list, as [`from_text`](Self::from_text) reads it.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.words.iter().flat_map(|word| [word.as_str(), "\n"]).collect()
    }

    /// Bases of a word.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }
}

impl Tokenizer for WordListTokenizer {
    fn vocabulary_size(&self) -> usize {
        self.words.len()
    }

    fn special(&self) -> SpecialTokens {
        self.special
    }

    fn encode(&self, sequence: &[u8]) -> Vec<u32> {
        let number = |word: &[u8]| self.numbers.get(word).copied().unwrap_or(self.special.unknown);
        normalise(sequence).windows(self.k).map(number).collect()
    }

    /// The first word whole and the last base of each that follows, as of
    /// [`KmerTokenizer`](super::KmerTokenizer).
    fn decode(&self, tokens: &[u32]) -> Vec<u8> {
        let reserved = self.special.numbers();
        let mut bases: Vec<u8> = Vec::new();
        for &token in tokens {
            let word = match self.words.get(token as usize) {
                _ if token == self.special.unknown => vec![b'N'; self.k],
                Some(word) if !reserved.contains(&token) && !word.starts_with('[') => {
                    word.as_bytes().to_vec()
                }
                _ => continue,
            };
            if bases.is_empty() {
                bases = word;
            } else {
                bases.extend(word.last());
            }
        }
        bases
    }

    fn mask_span(&self) -> usize {
        self.k
    }
}
