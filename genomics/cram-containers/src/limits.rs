/// How much a container may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in the file. 256 MiB.
    pub container_bytes: u64,
    /// Bytes of memory to decode it. 1 GiB, of which ten thousand reads, as `samtools` puts into a container, take a
    /// twentieth, and a hundred thousand, as its `archive` profile does, half.
    pub decoded_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { container_bytes: 256 << 20, decoded_bytes: 1 << 30 }
    }
}
