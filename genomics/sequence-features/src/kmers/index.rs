use super::{reverse_complement_word, words};
use crate::FeaturesError;

/// Beyond 10 bases a table of all words has more than a million columns.
const LONGEST_TABLE: usize = 10;

/// Columns of a table of words: one for each word of k bases, or one for each pair of a word and its reverse
/// complement. The columns are in the order of the (smaller) words.
///
/// With k = 4 and both strands together these are the 136 tetranucleotide frequencies (TNF) of Teeling et al.,
/// *Application of tetranucleotide frequencies for the assignment of genomic fragments*, 2004.
///
/// ```
/// use neuron_sequence_features::kmers::KmerIndex;
/// let tnf = KmerIndex::canonical(4)?;
/// assert_eq!(tnf.columns(), 136);
/// let mut counts = vec![0.0; 136];
/// tnf.count(b"ACGTACGT", &mut counts)?;
/// assert_eq!(counts.iter().sum::<f64>(), 5.0);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KmerIndex {
    k: usize,
    column: Vec<u32>,
    words: Vec<u64>,
}

impl KmerIndex {
    /// A column for each of the 4^k words.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 10.
    pub fn plain(k: usize) -> Result<Self, FeaturesError> {
        Self::of(k, |word| word)
    }

    /// A column for each word together with its reverse complement.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 10.
    pub fn canonical(k: usize) -> Result<Self, FeaturesError> {
        Self::of(k, |word| word.min(reverse_complement_word(word, k)))
    }

    fn of(k: usize, first: impl Fn(u64) -> u64) -> Result<Self, FeaturesError> {
        if !(1..=LONGEST_TABLE).contains(&k) {
            let expected = format!("1 to {LONGEST_TABLE} bases for a table of all words");
            return Err(FeaturesError::parameter("k", k, expected));
        }
        let all = 1u64 << (2 * k);
        let (mut column, mut words) = (vec![0; all as usize], Vec::new());
        for word in 0..all {
            let smaller = first(word);
            if smaller == word {
                column[word as usize] = words.len() as u32;
                words.push(word);
            } else {
                column[word as usize] = column[smaller as usize];
            }
        }
        Ok(Self { k, column, words })
    }

    /// Bases of a word.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.words.len()
    }

    /// The words of the columns, as letters.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let letters = |word: &u64| {
            let base = |place: usize| crate::alphabet::BASES[(word >> (2 * place)) as usize & 3];
            (0..self.k).rev().map(|place| char::from(base(place))).collect()
        };
        self.words.iter().map(letters).collect()
    }

    /// Adds the words of a sequence to counts, `[columns]`; gives how many words there were.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where there are not as many counts as columns.
    pub fn count(&self, sequence: &[u8], counts: &mut [f64]) -> Result<usize, FeaturesError> {
        FeaturesError::same_size("the list of counts", self.columns(), counts.len())?;
        let mut total = 0;
        for word in words(sequence, self.k)? {
            counts[self.column[word.forward as usize] as usize] += 1.0;
            total += 1;
        }
        Ok(total)
    }
}
