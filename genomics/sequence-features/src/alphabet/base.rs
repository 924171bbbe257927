use super::iupac_bases;
use crate::FeaturesError;

/// The four bases in the order of their codes.
pub const BASES: [u8; 4] = *b"ACGT";

/// The number of a base: A 0, C 1, G 2, T and U 3, in either case. `None` for anything else, N too.
///
/// ```
/// use neuron_sequence_features::alphabet::base_code;
/// assert_eq!((base_code(b'g'), base_code(b'U'), base_code(b'N')), (Some(2), Some(3), None));
/// ```
#[must_use]
pub const fn base_code(letter: u8) -> Option<u8> {
    match letter {
        b'A' | b'a' => Some(0),
        b'C' | b'c' => Some(1),
        b'G' | b'g' => Some(2),
        b'T' | b't' | b'U' | b'u' => Some(3),
        _ => None,
    }
}

/// Checks that all letters are IUPAC codes of nucleic acids; gaps are none.
///
/// # Errors
/// [`FeaturesError::Letter`] with the first letter that is none, and its position.
pub fn check(sequence: &[u8]) -> Result<(), FeaturesError> {
    match sequence.iter().position(|&letter| iupac_bases(letter).is_none()) {
        None => Ok(()),
        Some(place) => {
            Err(FeaturesError::Letter { letter: char::from(sequence[place]), position: place + 1 })
        }
    }
}

/// The sequence in upper case with U as T. Whatever is no IUPAC code becomes N.
///
/// ```
/// assert_eq!(neuron_sequence_features::alphabet::normalise(b"acgu-R"), b"ACGTNR");
/// ```
#[must_use]
pub fn normalise(sequence: &[u8]) -> Vec<u8> {
    let letter = |&letter: &u8| match letter.to_ascii_uppercase() {
        b'U' => b'T',
        upper if iupac_bases(upper).is_some() => upper,
        _ => b'N',
    };
    sequence.iter().map(letter).collect()
}
