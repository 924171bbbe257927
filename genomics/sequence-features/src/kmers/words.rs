use crate::FeaturesError;
use crate::alphabet::base_code;

/// The longest word: 31 bases, 62 bits.
pub const LONGEST: usize = 31;

/// A word of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where its first base stands, from 0.
    pub position: usize,
    /// The word as it is read.
    pub forward: u64,
    /// The word that the other strand has there.
    pub reverse: u64,
}

impl Word {
    /// The smaller of the two readings, which is that of both strands.
    #[must_use]
    pub fn canonical(self) -> u64 {
        self.forward.min(self.reverse)
    }
}

/// All words of `k` bases of a sequence, from left to right, in constant memory.
///
/// ```
/// use neuron_sequence_features::kmers::words;
/// let found: Vec<(usize, u64)> = words(b"ACgNTT", 2)?.map(|word| (word.position, word.forward)).collect();
/// assert_eq!(found, [(0, 0b0001), (1, 0b0110), (4, 0b1111)]);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
///
/// # Errors
/// [`FeaturesError::Parameter`] where `k` is 0 or above [`LONGEST`].
pub fn words(sequence: &[u8], k: usize) -> Result<impl Iterator<Item = Word> + '_, FeaturesError> {
    check_length(k)?;
    let (mask, top) = ((1u64 << (2 * k)) - 1, 2 * (k as u32 - 1));
    let (mut forward, mut reverse, mut bases) = (0u64, 0u64, 0usize);
    Ok(sequence.iter().enumerate().filter_map(move |(end, &letter)| {
        let Some(code) = base_code(letter) else {
            bases = 0;
            return None;
        };
        forward = ((forward << 2) | u64::from(code)) & mask;
        reverse = (reverse >> 2) | (u64::from(3 - code) << top);
        bases += 1;
        (bases >= k).then(|| Word { position: end + 1 - k, forward, reverse })
    }))
}

pub(super) fn check_length(k: usize) -> Result<(), FeaturesError> {
    if (1..=LONGEST).contains(&k) {
        return Ok(());
    }
    Err(FeaturesError::parameter("k", k, format!("1 to {LONGEST} bases")))
}
