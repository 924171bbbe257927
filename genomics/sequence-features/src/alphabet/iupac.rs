/// Which bases a letter may stand for: bit 0 A, bit 1 C, bit 2 G, bit 3 T. `None` where it is no IUPAC code.
///
/// ```
/// use neuron_sequence_features::alphabet::iupac_bases;
/// assert_eq!(iupac_bases(b'r'), Some(0b0101));
/// assert_eq!((iupac_bases(b'N'), iupac_bases(b'-')), (Some(0b1111), None));
/// ```
#[must_use]
pub const fn iupac_bases(letter: u8) -> Option<u8> {
    Some(match letter.to_ascii_uppercase() {
        b'A' => 0b0001,
        b'C' => 0b0010,
        b'G' => 0b0100,
        b'T' | b'U' => 0b1000,
        b'R' => 0b0101,
        b'Y' => 0b1010,
        b'S' => 0b0110,
        b'W' => 0b1001,
        b'K' => 0b1100,
        b'M' => 0b0011,
        b'B' => 0b1110,
        b'D' => 0b1101,
        b'H' => 0b1011,
        b'V' => 0b0111,
        b'N' => 0b1111,
        _ => return None,
    })
}

/// The complement of an IUPAC letter, in the same case (that of U is A); any other letter is left as it is.
///
/// ```
/// use neuron_sequence_features::alphabet::complement;
/// assert_eq!([complement(b'r'), complement(b'A'), complement(b'-')], [b'y', b'T', b'-']);
/// ```
#[must_use]
pub const fn complement(letter: u8) -> u8 {
    let upper = match letter.to_ascii_uppercase() {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' | b'U' => b'A',
        b'R' => b'Y',
        b'Y' => b'R',
        b'K' => b'M',
        b'M' => b'K',
        b'B' => b'V',
        b'V' => b'B',
        b'D' => b'H',
        b'H' => b'D',
        _ => return letter,
    };
    if letter.is_ascii_lowercase() { upper.to_ascii_lowercase() } else { upper }
}
