/// Bounds of what an archive may unpack to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries of any kind.
    pub entries: u64,
    /// Bytes of all files together.
    pub bytes: u64,
}

impl Limits {
    /// Bytes out for a byte in: more than images and tables reach, and less than a bomb.
    pub const RATIO: u64 = 200;
    /// Small archives may unpack to this much whatever their ratio, in bytes.
    pub const FLOOR: u64 = 1 << 20;

    /// The bounds for an archive of `size` bytes: a million entries, and 200 bytes out for a byte in,
    /// or 1 MiB where that is more.
    #[must_use]
    pub fn of_archive(size: u64) -> Self {
        Self { entries: 1_000_000, bytes: size.saturating_mul(Self::RATIO).max(Self::FLOOR) }
    }

    /// The same, and no more bytes than `stated`, where that is known.
    #[must_use]
    pub fn at_most(self, stated: Option<u64>) -> Self {
        Self { bytes: stated.map_or(self.bytes, |stated| stated.min(self.bytes)), ..self }
    }

    /// The same, and no more entries than `stated`, where that is known.
    #[must_use]
    pub fn with_entries(self, stated: Option<u64>) -> Self {
        Self { entries: stated.map_or(self.entries, |stated| stated.min(self.entries)), ..self }
    }
}
