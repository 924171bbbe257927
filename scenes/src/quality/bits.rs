//! Bits of a number, counted from the least.

/// Whether a bit is set.
pub(super) fn bit(value: u32, place: u32) -> bool {
    value >> place & 1 == 1
}

/// Whether two bits of confidence are both set: the highest of four.
pub(super) fn sure(value: u32, place: u32) -> bool {
    value >> place & 0b11 == 0b11
}
