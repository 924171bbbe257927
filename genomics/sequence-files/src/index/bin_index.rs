use super::Chunk;
use super::binning::Binning;
use super::contig::Contig;
use std::ops::Range;

/// Where the records of each part of each contig lie in a BAM or BCF file, whose contigs are known by their number in
/// the file's header: BAI (SAM specification, 5.2) or CSI (CSIv1 specification of hts-specs).
///
/// ```
/// use neuron_sequence_files::Limits;
/// use neuron_sequence_files::index::BinIndex;
///
/// let mut bytes = b"BAI\x01".to_vec();
/// // One contig, of one bin, that of the first 16 kb, with one chunk.
/// for number in [1_u32, 1, 4681, 1] {
///     bytes.extend(number.to_le_bytes());
/// }
/// for place in [100_u64 << 16, 200 << 16] {
///     bytes.extend(place.to_le_bytes());
/// }
/// // The linear index has no window.
/// bytes.extend(0_u32.to_le_bytes());
/// let index = BinIndex::parse(bytes, "reads.bam.bai", Limits::default())?;
/// assert_eq!(index.chunks(0, &(5..10))[0].start.block(), 100);
/// assert!(index.chunks(0, &(20_000..30_000)).is_empty() && index.chunks(1, &(0..10)).is_empty());
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct BinIndex {
    pub(super) binning: Binning,
    pub(super) contigs: Vec<Contig>,
}

impl BinIndex {
    /// How many contigs it knows.
    #[must_use]
    pub fn contigs(&self) -> usize {
        self.contigs.len()
    }

    /// The parts of the file in which lie all records of a contig that overlap `range`, counted from 0, and others
    /// besides; in the file's order, without overlap. None of a contig that it does not know.
    #[must_use]
    pub fn chunks(&self, contig: usize, range: &Range<u64>) -> Vec<Chunk> {
        self.contigs.get(contig).map_or_else(Vec::new, |found| found.chunks(self.binning, range))
    }
}
