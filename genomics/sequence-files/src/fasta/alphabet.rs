/// The letters that a sequence may have, in either case, besides the gaps `-` and `.`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alphabet {
    /// Any letter, and `*` for a stop: nucleotides as well as proteins.
    #[default]
    Letters,
    /// Nucleotides: A, C, G, T, U, and the codes for sets of them, N, R, Y, S, W, K, M, B, D, H and V (IUPAC-IUB 1985,
    /// <https://doi.org/10.1093/nar/13.9.3021>).
    Nucleotides,
}

/// For each byte, 1 where it is a nucleotide's letter or a gap.
const NUCLEOTIDES: [bool; 256] = {
    let mut table = [false; 256];
    let letters = b"ACGTUNRYSWKMBDHVacgtunryswkmbdhv-.";
    let mut place = 0;
    while place < letters.len() {
        table[letters[place] as usize] = true;
        place += 1;
    }
    table
};

impl Alphabet {
    /// Whether a byte may stand in a sequence.
    #[must_use]
    pub fn holds(self, byte: u8) -> bool {
        match self {
            Self::Letters => byte.is_ascii_alphabetic() || matches!(byte, b'*' | b'-' | b'.'),
            Self::Nucleotides => NUCLEOTIDES[usize::from(byte)],
        }
    }

    /// The place of the first byte that may not stand in a sequence.
    pub(super) fn stranger(self, bytes: &[u8]) -> Option<usize> {
        // Without a way out of the loop it takes many bytes at once.
        let known = match self {
            Self::Letters => bytes.iter().fold(true, |known, &byte| {
                known
                    & (byte.is_ascii_alphabetic()
                        | (byte == b'*')
                        | (byte == b'-')
                        | (byte == b'.'))
            }),
            Self::Nucleotides => {
                bytes.iter().fold(true, |known, &byte| known & NUCLEOTIDES[usize::from(byte)])
            }
        };
        if known { None } else { bytes.iter().position(|&byte| !self.holds(byte)) }
    }

    /// What is expected, for messages.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Letters => "a letter, `*`, `-` or `.`",
            Self::Nucleotides => {
                "a nucleotide (A, C, G, T, U, N or another IUPAC code), `-` or `.`"
            }
        }
    }
}
