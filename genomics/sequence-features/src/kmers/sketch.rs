use super::words;
use crate::FeaturesError;
use serde::Serialize;
use std::collections::BTreeSet;

/// A number spread over 64 bits: the finaliser of MurmurHash3 (A. Appleby), with a seed.
#[must_use]
pub const fn hash_word(word: u64, seed: u64) -> u64 {
    let mut hash = word ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The smallest hashes of the words of both strands: a sketch of constant size (Broder, *On the resemblance and
/// containment of documents*, 1997; for genomes Ondov et al., *Mash*, 2016).
///
/// ```
/// use neuron_sequence_features::kmers::MinHash;
/// let sequence = b"ACGTTGCAAGTCCGATTACGGATCCA";
/// let (one, same) = (MinHash::new(sequence, 7, 16)?, MinHash::new(sequence, 7, 16)?);
/// assert_eq!((one.jaccard(&same)?, one.mash_distance(&same)?), (1.0, 0.0));
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MinHash {
    k: usize,
    size: usize,
    hashes: Vec<u64>,
}

impl MinHash {
    /// The sketch of `size` hashes of the words of `k` bases.
    ///
    /// # Errors
    /// [`FeaturesError::Parameter`] where `k` is not 1 to 31 or `size` is 0.
    pub fn new(sequence: &[u8], k: usize, size: usize) -> Result<Self, FeaturesError> {
        if size == 0 {
            return Err(FeaturesError::parameter("size", size, "1 or more hashes"));
        }
        let mut smallest = BTreeSet::new();
        for word in words(sequence, k)? {
            let hash = hash_word(word.canonical(), 42);
            if smallest.len() < size || smallest.last().is_some_and(|&last| hash < last) {
                smallest.insert(hash);
                if smallest.len() > size {
                    smallest.pop_last();
                }
            }
        }
        Ok(Self { k, size, hashes: smallest.into_iter().collect() })
    }

    /// The hashes, ascending.
    #[must_use]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
    }

    /// An estimate of the Jaccard similarity of the two sets of words: the share of the smallest hashes of their
    /// union that both have. 0 where both are empty.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where the sketches are of different k or size.
    pub fn jaccard(&self, other: &Self) -> Result<f64, FeaturesError> {
        FeaturesError::same_size("a word of the other sketch", self.k, other.k)?;
        FeaturesError::same_size("the other sketch", self.size, other.size)?;
        let (mut one, mut two) = (self.hashes.iter().peekable(), other.hashes.iter().peekable());
        let (mut union, mut shared) = (0usize, 0usize);
        while union < self.size {
            let (left, right) = (one.peek().copied(), two.peek().copied());
            match (left, right) {
                (None, None) => break,
                (Some(left), Some(right)) if left == right => {
                    shared += 1;
                    one.next();
                    two.next();
                }
                (Some(left), Some(right)) if left > right => {
                    two.next();
                }
                (None, Some(_)) => {
                    two.next();
                }
                _ => {
                    one.next();
                }
            }
            union += 1;
        }
        Ok(if union == 0 { 0.0 } else { shared as f64 / union as f64 })
    }

    /// Mash's distance, an estimate of substitutions a base: `-ln(2j / (1 + j)) / k`, and 1 where nothing is shared.
    ///
    /// # Errors
    /// [`FeaturesError::Size`] where the sketches are of different k or size.
    pub fn mash_distance(&self, other: &Self) -> Result<f64, FeaturesError> {
        let jaccard = self.jaccard(other)?;
        if jaccard == 0.0 {
            return Ok(1.0);
        }
        Ok((-(2.0 * jaccard / (1.0 + jaccard)).ln() / self.k as f64).clamp(0.0, 1.0))
    }
}
