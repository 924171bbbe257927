/// How much a file may ask for. What a file declares is held against them before memory is taken.
///
/// ```
/// let limits = neuron_genotypes::Limits::default();
/// assert_eq!(limits.line_bytes, 256 << 20);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the matrix of genotypes and of its sites. 16 GiB.
    pub genotype_bytes: u64,
    /// Bytes of a header. 64 MiB.
    pub header_bytes: u64,
    /// Bytes of a line of text, or of a record. 256 MiB.
    pub line_bytes: u64,
    /// Copies of a genotype. 64.
    pub ploidy: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { genotype_bytes: 16 << 30, header_bytes: 64 << 20, line_bytes: 256 << 20, ploidy: 64 }
    }
}
