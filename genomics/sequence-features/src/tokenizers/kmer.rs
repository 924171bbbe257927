use super::{SpecialTokens, Tokenizer};
use crate::FeaturesError;
use crate::alphabet::{BASES, base_code};

/// 4^8 tokens are 65,536: more is no vocabulary.
const LONGEST: usize = 8;

/// Words of k bases.
///
/// Overlapping words begin at every base, as in Ji et al., *DNABERT*, 2021: a sequence of n bases has n - k + 1
/// tokens, and a word with a letter other than the four bases is `[UNK]`. Words one after the other are those of
/// Dalla-Torre et al., *The Nucleotide Transformer*, 2023: what is left at the end, and words with another letter, are
/// single letters.
///
/// ```
/// use neuron_sequence_features::tokenizers::{KmerTokenizer, Tokenizer};
/// let overlapping = KmerTokenizer::overlapping(3)?;
/// assert_eq!(overlapping.encode(b"AAAC"), [5, 6]);
/// let apart = KmerTokenizer::non_overlapping(3)?;
/// let tokens = apart.encode(b"AACAANGG");
/// assert_eq!(tokens.len(), 1 + 3 + 2);
/// assert_eq!(apart.decode(&tokens), b"AACAANGG");
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KmerTokenizer {
    k: usize,
    overlapping: bool,
}

impl KmerTokenizer {
    /// Words that begin at every base.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 8.
    pub fn overlapping(k: usize) -> Result<Self, FeaturesError> {
        Self::new(k, true)
    }

    /// Words one after the other.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 8.
    pub fn non_overlapping(k: usize) -> Result<Self, FeaturesError> {
        Self::new(k, false)
    }

    fn new(k: usize, overlapping: bool) -> Result<Self, FeaturesError> {
        if (1..=LONGEST).contains(&k) {
            return Ok(Self { k, overlapping });
        }
        Err(FeaturesError::parameter("k", k, format!("1 to {LONGEST} bases a token")))
    }

    /// Bases of a word.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// The number of a word, or `None` where it has another letter than a base.
    fn word(window: &[u8]) -> Option<u32> {
        let join =
            |word: u32, &letter: &u8| base_code(letter).map(|code| (word << 2) | u32::from(code));
        window.iter().try_fold(0, join).map(|word| word + SpecialTokens::COUNT)
    }

    /// The first of the single letters, which follow the words where words do not overlap.
    fn first_letter(&self) -> u32 {
        SpecialTokens::COUNT + (1 << (2 * self.k))
    }

    fn bases(&self, token: u32) -> Option<Vec<u8>> {
        if token >= self.first_letter() {
            let letter = (token - self.first_letter()) as usize;
            return Some(vec![BASES.get(letter).copied().unwrap_or(b'N')]);
        }
        let word = token.checked_sub(SpecialTokens::COUNT)?;
        let base = |place: usize| BASES[(word >> (2 * place)) as usize & 3];
        Some((0..self.k).rev().map(base).collect())
    }
}

impl Tokenizer for KmerTokenizer {
    fn vocabulary_size(&self) -> usize {
        self.first_letter() as usize + if self.overlapping { 0 } else { 5 }
    }

    fn special(&self) -> SpecialTokens {
        SpecialTokens::default()
    }

    fn encode(&self, sequence: &[u8]) -> Vec<u32> {
        if self.overlapping {
            let unknown = self.special().unknown;
            return sequence.windows(self.k).map(|w| Self::word(w).unwrap_or(unknown)).collect();
        }
        let mut tokens = Vec::with_capacity(sequence.len() / self.k + self.k);
        for window in sequence.chunks(self.k) {
            match Self::word(window).filter(|_| window.len() == self.k) {
                Some(token) => tokens.push(token),
                None => {
                    tokens.extend(window.iter().map(|&letter| {
                        self.first_letter() + base_code(letter).map_or(4, u32::from)
                    }))
                }
            }
        }
        tokens
    }

    /// Overlapping words give the first word whole and the last base of each that follows; an `[UNK]` among them
    /// gives N there (and k of them at the beginning).
    fn decode(&self, tokens: &[u32]) -> Vec<u8> {
        let special = self.special();
        let mut bases = Vec::new();
        for &token in tokens {
            let piece = match self.bases(token) {
                Some(piece) => piece,
                None if token == special.unknown && self.overlapping => vec![b'N'; self.k],
                None if token == special.unknown => vec![b'N'],
                None => continue,
            };
            if self.overlapping && !bases.is_empty() {
                bases.extend(piece.last());
            } else {
                bases.extend(piece);
            }
        }
        bases
    }

    fn mask_span(&self) -> usize {
        if self.overlapping { self.k } else { 1 }
    }
}
