//! What the formats have in common: a record before it is known to be usable.

use super::read::{AlignedRead, CigarKind, name_number};

/// Bits of the FLAG field (SAM specification, section 1.4.2).
pub(crate) mod flag {
    pub(crate) const PAIRED: u16 = 0x1;
    pub(crate) const UNMAPPED: u16 = 0x4;
    pub(crate) const REVERSE: u16 = 0x10;
    /// Secondary, of failed quality control, duplicate, or supplementary.
    pub(crate) const LEFT_OUT: u16 = 0x100 | 0x200 | 0x400 | 0x800;
}

/// Most bases of a read.
pub(crate) const LONGEST_READ: usize = 1 << 20;
/// Most positions that a read may span.
pub(crate) const LONGEST_SPAN: usize = 1 << 24;

/// A record as it stands in a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) name: Vec<u8>,
    pub(crate) flags: u16,
    /// Number of the contig in the header, if it is placed.
    pub(crate) contig: Option<usize>,
    /// Counted from 0.
    pub(crate) position: Option<usize>,
    pub(crate) mapping_quality: u8,
    pub(crate) cigar: Vec<(CigarKind, usize)>,
    pub(crate) mate_position: Option<usize>,
    pub(crate) mate_on_same_contig: bool,
    /// Capitals; empty where the file has none.
    pub(crate) bases: Vec<u8>,
    /// Empty where the file has none.
    pub(crate) qualities: Vec<u8>,
}

/// Quality of bases for which a file has none.
const UNKNOWN_QUALITY: u8 = 20;
/// 255: the mapping quality is not known. It is taken as certain enough.
const UNKNOWN_MAPPING_QUALITY: u8 = 255;

impl Record {
    pub(crate) fn positions(&self) -> usize {
        self.cigar.iter().filter(|(kind, _)| kind.uses_reference()).map(|(_, length)| length).sum()
    }

    /// What is wrong within the record itself.
    pub(crate) fn fault(&self, contig_length: usize) -> Option<String> {
        let bases: usize =
            self.cigar.iter().filter(|(kind, _)| kind.uses_read()).map(|(_, length)| length).sum();
        if !self.bases.is_empty() && !self.cigar.is_empty() && bases != self.bases.len() {
            return Some(format!(
                "the cigar is for {bases} bases and the read has {}",
                self.bases.len()
            ));
        }
        if !self.qualities.is_empty() && self.qualities.len() != self.bases.len() {
            return Some(format!(
                "{} qualities for {} bases",
                self.qualities.len(),
                self.bases.len()
            ));
        }
        let end = self.position.unwrap_or(0) + self.positions();
        if end > contig_length {
            return Some(format!(
                "the read ends at position {end} of a contig of {contig_length} bases"
            ));
        }
        None
    }

    /// The read, where it has a place and bases.
    pub(crate) fn into_read(self) -> Option<AlignedRead> {
        let start = self.position?;
        if self.flags & (flag::UNMAPPED | flag::LEFT_OUT) != 0
            || self.bases.is_empty()
            || self.cigar.is_empty()
        {
            return None;
        }
        let end = start + self.positions();
        if end == start {
            return None;
        }
        let qualities = if self.qualities.is_empty() {
            vec![UNKNOWN_QUALITY; self.bases.len()]
        } else {
            self.qualities
        };
        let mapping_quality = match self.mapping_quality {
            UNKNOWN_MAPPING_QUALITY => 60,
            known => known,
        };
        let paired = self.flags & flag::PAIRED != 0 && self.mate_on_same_contig;
        Some(AlignedRead {
            mate_position: self.mate_position.filter(|_| paired),
            span: start..end,
            mapping_quality,
            reverse: self.flags & flag::REVERSE != 0,
            fragment: name_number(&self.name),
            bases: self.bases,
            qualities,
            cigar: self.cigar,
        })
    }
}
