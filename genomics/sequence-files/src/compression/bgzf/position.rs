/// A place in a BGZF file: where its block starts, and how far into the block's expanded bytes it lies (SAM
/// specification, 4.1.1).
///
/// ```
/// use neuron_sequence_files::compression::bgzf::VirtualPosition;
///
/// let place = VirtualPosition::new(10, 3);
/// assert_eq!(u64::from(place), 10 << 16 | 3);
/// assert_eq!((place.block(), place.within()), (10, 3));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VirtualPosition(u64);

impl VirtualPosition {
    /// The place `within` bytes into the block that starts at byte `block` (below 2⁴⁸) of the file.
    #[must_use]
    pub fn new(block: u64, within: u16) -> Self {
        Self(block << 16 | u64::from(within))
    }

    /// The byte of the file at which the block starts.
    #[must_use]
    pub fn block(self) -> u64 {
        self.0 >> 16
    }

    /// Expanded bytes of the block before the place.
    #[must_use]
    pub fn within(self) -> usize {
        (self.0 & 0xffff) as usize
    }
}

impl From<u64> for VirtualPosition {
    fn from(packed: u64) -> Self {
        Self(packed)
    }
}

impl From<VirtualPosition> for u64 {
    fn from(place: VirtualPosition) -> Self {
        place.0
    }
}
