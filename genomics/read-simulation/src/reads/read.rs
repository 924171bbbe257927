use crate::Cigar;
use crate::contig::complement;

/// A simulated read, and where it truly comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Number of the contig.
    pub contig: usize,
    /// Number of the fragment on the contig.
    pub fragment: u64,
    /// Which copy it is of, 0 or 1.
    pub copy: usize,
    /// Whether it is the second of a pair.
    pub second: bool,
    /// Whether it is of the opposite strand.
    pub reverse: bool,
    /// Its bases as they lie on the reference's strand.
    pub bases: Vec<u8>,
    /// Phred qualities of the bases.
    pub qualities: Vec<u8>,
    /// The first aligned base of the contig, counted from 0, and the alignment; none of a read that
    /// is wholly inserted.
    pub alignment: Option<(usize, Cigar)>,
    /// How many bases are wrong.
    pub errors: usize,
}

impl Read {
    /// Name of the fragment.
    #[must_use]
    pub fn name(&self) -> String {
        format!("synthetic:{}:{}", self.contig + 1, self.fragment + 1)
    }

    /// Bases and qualities in the order in which they were read.
    #[must_use]
    pub fn as_read(&self) -> (Vec<u8>, Vec<u8>) {
        if self.reverse {
            (
                self.bases.iter().rev().map(|&base| complement(base)).collect(),
                self.qualities.iter().rev().copied().collect(),
            )
        } else {
            (self.bases.clone(), self.qualities.clone())
        }
    }
}
