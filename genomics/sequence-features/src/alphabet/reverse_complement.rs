use super::complement;

/// The other strand, read from its 5' end. Case is kept, U becomes A, what is no IUPAC code stays as it is.
///
/// ```
/// assert_eq!(neuron_sequence_features::alphabet::reverse_complement(b"AACgN"), b"NcGTT");
/// ```
#[must_use]
pub fn reverse_complement(sequence: &[u8]) -> Vec<u8> {
    sequence.iter().rev().map(|&letter| complement(letter)).collect()
}
