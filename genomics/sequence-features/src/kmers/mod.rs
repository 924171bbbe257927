//! Words of k bases: which occur, how often, and sketches of them.
//!
//! A word is a number in base 4, its first base the most significant, A 0, C 1, G 2, T 3. Words with any other letter
//! than these four (in either case, U as T) are passed over.

mod index;
mod sketch;
mod spaced;
mod words;

pub use index::KmerIndex;
pub use sketch::{MinHash, hash_word};
pub use spaced::SpacedSeed;
pub use words::{LONGEST, Word, words};

/// The word of the other strand.
///
/// ```
/// // AC reads GT on the other strand.
/// assert_eq!(neuron_sequence_features::kmers::reverse_complement_word(0b0001, 2), 0b1011);
/// ```
#[must_use]
pub const fn reverse_complement_word(word: u64, k: usize) -> u64 {
    let (mut rest, mut other, mut place) = (word, 0, 0);
    while place < k {
        other = (other << 2) | (3 - (rest & 3));
        rest >>= 2;
        place += 1;
    }
    other
}
