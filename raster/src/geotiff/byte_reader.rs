//! Numbers in the byte order of a file.

/// Which byte of a number comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    /// The least: `II`.
    Little,
    /// The greatest: `MM`.
    Big,
}

impl ByteOrder {
    /// Whether this machine has the other order.
    pub(super) fn is_foreign(self) -> bool {
        (self == Self::Little) != cfg!(target_endian = "little")
    }

    /// The number that up to eight bytes are.
    pub(super) fn unsigned(self, bytes: &[u8]) -> u64 {
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        match self {
            Self::Little => bytes.iter().rev().fold(0, add),
            Self::Big => bytes.iter().fold(0, add),
        }
    }
}
