use crate::haplotype::SequenceEvent;
use std::ops::Range;

/// An operation of a CIGAR string (SAM specification, section 1.4.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CigarKind {
    /// `M`, `=`, `X`: bases beside bases.
    Match,
    /// `I`: bases that the reference lacks.
    Insertion,
    /// `D`: bases that the read lacks.
    Deletion,
    /// `N`: a part of the reference that is skipped, such as an intron.
    Skip,
    /// `S`: bases that are not aligned.
    SoftClip,
    /// `H`, `P`: nothing of either.
    Nothing,
}

impl CigarKind {
    /// Whether the operation uses bases of the read.
    #[must_use]
    pub fn uses_read(self) -> bool {
        matches!(self, Self::Match | Self::Insertion | Self::SoftClip)
    }

    /// Whether it uses positions of the reference.
    #[must_use]
    pub fn uses_reference(self) -> bool {
        matches!(self, Self::Match | Self::Deletion | Self::Skip)
    }
}

/// A read as it is aligned.
#[derive(Clone, Debug)]
pub struct AlignedRead {
    /// Positions of the reference it spans, counted from 0.
    pub span: Range<usize>,
    /// How certain its place is (phred).
    pub mapping_quality: u8,
    /// Whether it is of the reverse strand.
    pub reverse: bool,
    /// The same for both mates of a fragment.
    pub fragment: u64,
    /// Where the mate starts, if it is on the same contig.
    pub mate_position: Option<usize>,
    /// Bases in capitals, of the forward strand.
    pub bases: Vec<u8>,
    /// Base qualities (phred), one a base.
    pub qualities: Vec<u8>,
    /// How bases and reference stand beside each other.
    pub cigar: Vec<(CigarKind, usize)>,
}

impl AlignedRead {
    /// Pieces in which bases stand beside bases: first base of the read, first position, length.
    pub fn matches(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        let (mut base, mut position) = (0, self.span.start);
        self.cigar.iter().filter_map(move |&(kind, length)| {
            let piece = (base, position, length);
            base += if kind.uses_read() { length } else { 0 };
            position += if kind.uses_reference() { length } else { 0 };
            (kind == CigarKind::Match).then_some(piece)
        })
    }
}

impl AlignedRead {
    /// Insertions and deletions of the alignment in normal form. At an end of the read nothing holds the other
    /// side of one: those are left out.
    pub(crate) fn gaps<'a>(
        &'a self,
        reference: &'a [u8],
    ) -> impl Iterator<Item = SequenceEvent> + 'a {
        let (mut base, mut position) = (0, self.span.start);
        let last = self.cigar.len().saturating_sub(1);
        self.cigar.iter().enumerate().filter_map(move |(index, &(kind, length))| {
            let (at_base, at) = (base, position);
            base += if kind.uses_read() { length } else { 0 };
            position += if kind.uses_reference() { length } else { 0 };
            if index == 0 || index == last {
                return None;
            }
            let event = match kind {
                CigarKind::Insertion => {
                    SequenceEvent::insertion(at, &self.bases[at_base..at_base + length])
                }
                CigarKind::Deletion => SequenceEvent::deletion(at, length),
                _ => return None,
            };
            event.normalised(reference)
        })
    }
}

/// A number for a name, the same on every machine (FNV-1a, 64 bits).
pub(crate) fn name_number(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{AlignedRead, CigarKind, name_number};

    #[test]
    fn pieces_beside_the_reference() {
        let read = AlignedRead {
            span: 10..20,
            mapping_quality: 60,
            reverse: false,
            fragment: 0,
            mate_position: None,
            bases: vec![b'A'; 12],
            qualities: vec![30; 12],
            cigar: vec![
                (CigarKind::SoftClip, 2),
                (CigarKind::Match, 4),
                (CigarKind::Insertion, 2),
                (CigarKind::Match, 1),
                (CigarKind::Deletion, 2),
                (CigarKind::Match, 3),
            ],
        };
        let pieces: Vec<_> = read.matches().collect();
        assert_eq!(pieces, [(2, 10, 4), (8, 14, 1), (9, 17, 3)]);
    }

    #[test]
    fn numbers_of_names() {
        // Test vectors of the FNV specification (draft-eastlake-fnv).
        assert_eq!(name_number(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(name_number(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
