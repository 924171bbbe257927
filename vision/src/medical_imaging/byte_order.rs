/// Which byte of a number comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The lowest.
    Little,
    /// The highest.
    Big,
}

impl ByteOrder {
    /// The first `N` bytes with the lowest first; missing ones are 0.
    pub(super) fn low_first<const N: usize>(self, bytes: &[u8]) -> [u8; N] {
        let mut number = [0; N];
        number.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
        if self == Self::Big {
            number.reverse();
        }
        number
    }
}
