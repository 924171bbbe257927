/// How much a file may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that a compressed file may expand to. 4 TiB.
    pub expanded_bytes: u64,
    /// Bytes of one line. 256 MiB, as a VCF of 10 million samples has.
    pub line_bytes: u64,
    /// Bases of one sequence, and of all sequences that are held at once. 16 GiB.
    pub sequence_bytes: u64,
    /// Bytes of an index, expanded. 256 MiB.
    pub index_bytes: u64,
    /// Memory that a container of a CRAM file may take to be decoded. 1 GiB.
    pub container_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            expanded_bytes: 4 << 40,
            line_bytes: 256 << 20,
            sequence_bytes: 16 << 30,
            index_bytes: 256 << 20,
            container_bytes: 1 << 30,
        }
    }
}
