use crate::FeaturesError;
use crate::alphabet::base_code;
use std::str::FromStr;

/// A pattern of places that count (`1`) and places that do not (`0`), as `1101011`: words with gaps tolerate
/// substitutions (Ma, Tromp, Li: *PatternHunter*, 2002).
///
/// ```
/// use neuron_sequence_features::kmers::SpacedSeed;
/// let seed: SpacedSeed = "101".parse()?;
/// assert_eq!(seed.words(b"ACGT").collect::<Vec<_>>(), [(0, 0b0010), (1, 0b0111)]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpacedSeed {
    span: usize,
    places: Vec<usize>,
}

impl FromStr for SpacedSeed {
    type Err = FeaturesError;

    fn from_str(pattern: &str) -> Result<Self, FeaturesError> {
        let places: Vec<usize> = pattern
            .bytes()
            .enumerate()
            .filter(|(_, mark)| *mark == b'1')
            .map(|(at, _)| at)
            .collect();
        let marks = pattern.bytes().all(|mark| mark == b'0' || mark == b'1');
        let ends = pattern.starts_with('1') && pattern.ends_with('1');
        if !marks || !ends || places.len() > super::LONGEST || pattern.len() > 256 {
            let expected = "1 and 0, with 1 at both ends, 31 times at most, as `1101011`";
            return Err(FeaturesError::parameter("pattern", format!("`{pattern}`"), expected));
        }
        Ok(Self { span: pattern.len(), places })
    }
}

impl SpacedSeed {
    /// Places from the first to the last that counts.
    #[must_use]
    pub fn span(&self) -> usize {
        self.span
    }

    /// How many places count.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.places.len()
    }

    /// The words of a sequence with their positions, from 0. A word with another letter than a base, at a place that
    /// counts, is passed over.
    pub fn words<'a>(&'a self, sequence: &'a [u8]) -> impl Iterator<Item = (usize, u64)> + 'a {
        sequence.windows(self.span).enumerate().filter_map(|(position, window)| {
            let join = |word: u64, &at: &usize| {
                base_code(window[at]).map(|code| (word << 2) | u64::from(code))
            };
            self.places.iter().try_fold(0, join).map(|word| (position, word))
        })
    }
}
