//! Pileups as tensors, for models that look at the reads over a candidate themselves.

use crate::alignments::{AlignedRead, CigarKind};
use crate::haplotype::SequenceEvent;
use std::borrow::Borrow;

/// What the planes of a [`PileupTensor`] hold, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A ¼, C ½, G ¾, T 1; 0 where there is no base or a deleted one.
    Base,
    /// Base quality / 60, at most 1.
    BaseQuality,
    /// Mapping quality of the read / 60, at most 1.
    MappingQuality,
    /// 1 of the forward strand, ½ of the reverse one.
    Strand,
    /// 1 in all columns of a read that has the candidate's allele by its alignment.
    SupportsAlternate,
    /// 1 where the base is another than the reference's, or deleted.
    DiffersFromReference,
    /// Bases that are inserted behind this one / 10, at most 1.
    Insertion,
}

impl Channel {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Base,
        Self::BaseQuality,
        Self::MappingQuality,
        Self::Strand,
        Self::SupportsAlternate,
        Self::DiffersFromReference,
        Self::Insertion,
    ];
}

/// Reads over a candidate (DeepVariant: Poplin et al., Nature Biotechnology 2018). The first row is the
/// reference, then come reads in the order of their starts.
#[derive(Clone, Debug, PartialEq)]
pub struct PileupTensor {
    rows: usize,
    width: usize,
    values: Vec<f32>,
}

impl PileupTensor {
    /// `[channels, rows, width]`.
    #[must_use]
    pub fn shape(&self) -> [usize; 3] {
        [Channel::ALL.len(), self.rows, self.width]
    }

    /// All values, the last dimension running fastest.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// One value.
    ///
    /// # Panics
    /// Where row or column are out of range.
    #[must_use]
    pub fn at(&self, channel: Channel, row: usize, column: usize) -> f32 {
        assert!(row < self.rows && column < self.width, "row {row}, column {column}");
        self.values[self.place(channel, row, column)]
    }

    fn place(&self, channel: Channel, row: usize, column: usize) -> usize {
        (channel as usize * self.rows + row) * self.width + column
    }

    fn set(&mut self, channel: Channel, row: usize, column: usize, value: f32) {
        let place = self.place(channel, row, column);
        self.values[place] = value;
    }
}

/// A candidate as VCF has it: its alleles, and the position of the first base, counted from 0.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Counted from 0.
    pub position: usize,
    /// REF.
    pub reference: &'a [u8],
    /// ALT.
    pub alternate: &'a [u8],
}

impl Candidate<'_> {
    /// The change without bases that both alleles begin by.
    fn event(&self) -> SequenceEvent {
        let same = self.reference.iter().zip(self.alternate).take_while(|(a, b)| a == b).count();
        SequenceEvent {
            position: self.position + same,
            deleted: self.reference.len() - same,
            inserted: self.alternate[same..].to_vec(),
        }
    }
}

/// The reads over a candidate, in a window of `width` columns with the candidate's position in the middle. Where
/// more than `rows` − 1 reads cover it, as many at even distances are taken; rows without a read are 0.
///
/// ```
/// use neuron_variant_calling::AlignedRead;
/// use neuron_variant_calling::tensor::{Candidate, Channel, pileup_tensor};
/// let candidate = Candidate { position: 4, reference: b"A", alternate: b"G" };
/// let tensor = pileup_tensor::<AlignedRead>(&[], b"ACGTACGT", &candidate, 32, 5);
/// assert_eq!(tensor.shape(), [7, 32, 5]);
/// // The reference is G, T, A, C, G there.
/// let row: Vec<f32> = (0..5).map(|column| tensor.at(Channel::Base, 0, column)).collect();
/// assert_eq!(row, [0.75, 1.0, 0.25, 0.5, 0.75]);
/// ```
#[must_use]
pub fn pileup_tensor<R: Borrow<AlignedRead>>(
    reads: &[R],
    reference: &[u8],
    candidate: &Candidate<'_>,
    rows: usize,
    width: usize,
) -> PileupTensor {
    let values = vec![0.0; Channel::ALL.len() * rows * width];
    let mut tensor = PileupTensor { rows, width, values };
    if rows == 0 || width == 0 {
        return tensor;
    }
    let column = |position: usize| {
        (position + width / 2).checked_sub(candidate.position).filter(|column| *column < width)
    };
    let first = candidate.position.saturating_sub(width / 2);
    for (position, base) in reference.iter().enumerate().skip(first).take(width) {
        if let Some(column) = column(position) {
            tensor.set(Channel::Base, 0, column, base_value(*base));
            tensor.set(Channel::BaseQuality, 0, column, 1.0);
            tensor.set(Channel::MappingQuality, 0, column, 1.0);
            tensor.set(Channel::Strand, 0, column, 1.0);
        }
    }
    let over: Vec<&AlignedRead> = reads
        .iter()
        .map(Borrow::borrow)
        .filter(|read: &&AlignedRead| read.span.contains(&candidate.position))
        .collect();
    let taken = over.len().min(rows - 1);
    let event = candidate.event();
    for row in 0..taken {
        let read = over[row * over.len() / taken];
        draw(&mut tensor, row + 1, read, reference, &event, &column);
    }
    tensor
}

fn draw(
    tensor: &mut PileupTensor,
    row: usize,
    read: &AlignedRead,
    reference: &[u8],
    event: &SequenceEvent,
    column: &dyn Fn(usize) -> Option<usize>,
) {
    let strand = if read.reverse { 0.5 } else { 1.0 };
    let mapping = (f32::from(read.mapping_quality) / 60.0).min(1.0);
    let supports = f32::from(u8::from(supports(read, reference, event)));
    let (mut base, mut position) = (0, read.span.start);
    for &(kind, length) in &read.cigar {
        match kind {
            CigarKind::Match | CigarKind::Deletion => {
                for offset in 0..length {
                    let at = position + offset;
                    let (Some(column), Some(expected)) = (column(at), reference.get(at)) else {
                        continue;
                    };
                    tensor.set(Channel::MappingQuality, row, column, mapping);
                    tensor.set(Channel::Strand, row, column, strand);
                    tensor.set(Channel::SupportsAlternate, row, column, supports);
                    let mut differs = true;
                    if kind == CigarKind::Match {
                        let own = base + offset;
                        differs = read.bases[own] != *expected;
                        let quality = (f32::from(read.qualities[own]) / 60.0).min(1.0);
                        tensor.set(Channel::Base, row, column, base_value(read.bases[own]));
                        tensor.set(Channel::BaseQuality, row, column, quality);
                    }
                    let differs = f32::from(u8::from(differs));
                    tensor.set(Channel::DiffersFromReference, row, column, differs);
                }
            }
            CigarKind::Insertion => {
                if let Some(column) = position.checked_sub(1).and_then(column) {
                    let inserted = (length as f32 / 10.0).min(1.0);
                    tensor.set(Channel::Insertion, row, column, inserted);
                }
            }
            CigarKind::Skip | CigarKind::SoftClip | CigarKind::Nothing => {}
        }
        base += if kind.uses_read() { length } else { 0 };
        position += if kind.uses_reference() { length } else { 0 };
    }
}

/// Whether the alignment of a read shows an event, wherever it has placed it.
fn supports(read: &AlignedRead, reference: &[u8], event: &SequenceEvent) -> bool {
    if event.is_substitution() {
        return read.matches().any(|(base, position, length)| {
            position <= event.position
                && event.end() <= position + length
                && read.bases[base + event.position - position..][..event.inserted.len()]
                    == event.inserted
        });
    }
    let wanted = event.clone().normalised(reference);
    wanted.is_some() && read.gaps(reference).any(|gap| Some(gap) == wanted)
}

fn base_value(base: u8) -> f32 {
    match base {
        b'A' => 0.25,
        b'C' => 0.5,
        b'G' => 0.75,
        b'T' => 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Channel, pileup_tensor};
    use crate::alignments::{AlignedRead, CigarKind};

    const REFERENCE: &[u8] = b"GATTACAGATTTTTCAGGCA";

    fn read(start: usize, bases: &[u8], cigar: &[(CigarKind, usize)]) -> AlignedRead {
        let used = cigar.iter().filter(|(kind, _)| kind.uses_reference());
        let span: usize = used.map(|(_, length)| length).sum();
        AlignedRead {
            span: start..start + span,
            mapping_quality: 30,
            reverse: true,
            fragment: 0,
            mate_position: None,
            bases: bases.to_vec(),
            qualities: vec![15; bases.len()],
            cigar: cigar.to_vec(),
        }
    }

    #[test]
    fn a_deletion_that_aligners_place_differently() {
        // A T of the run at 9..14 is missing; one read has it at the left, one at the right end.
        let left = [(CigarKind::Match, 5), (CigarKind::Deletion, 1), (CigarKind::Match, 6)];
        let right = [(CigarKind::Match, 8), (CigarKind::Deletion, 1), (CigarKind::Match, 3)];
        let reads = [
            read(5, b"CAGATTTTCAG", &left),
            read(5, b"CAGATTTTCAG", &right),
            read(5, b"CAGATTTTTCA", &[(CigarKind::Match, 11)]),
        ];
        let candidate = Candidate { position: 8, reference: b"AT", alternate: b"A" };
        let tensor = pileup_tensor(&reads, REFERENCE, &candidate, 5, 11);
        let supports: Vec<f32> =
            (1..5).map(|row| tensor.at(Channel::SupportsAlternate, row, 5)).collect();
        assert_eq!(supports, [1.0, 1.0, 0.0, 0.0]);
        // The columns of positions 10 and 13.
        assert_eq!(tensor.at(Channel::Base, 1, 7), 0.0);
        assert_eq!(tensor.at(Channel::DiffersFromReference, 1, 7), 1.0);
        assert_eq!(tensor.at(Channel::Base, 2, 7), 1.0);
        assert_eq!(tensor.at(Channel::Base, 2, 10), 0.0);
        assert_eq!(tensor.at(Channel::Strand, 1, 5), 0.5);
        assert_eq!(tensor.at(Channel::MappingQuality, 1, 5), 0.5);
        assert_eq!(tensor.at(Channel::BaseQuality, 2, 5), 0.25);
        assert_eq!(tensor.at(Channel::MappingQuality, 4, 5), 0.0);
    }

    #[test]
    fn insertions_and_more_reads_than_rows() {
        let cigar = [(CigarKind::Match, 4), (CigarKind::Insertion, 5), (CigarKind::Match, 4)];
        let many = vec![read(3, b"TACAGGGGGGATT", &cigar); 100];
        let candidate = Candidate { position: 6, reference: b"A", alternate: b"AGGGGG" };
        let tensor = pileup_tensor(&many, REFERENCE, &candidate, 8, 7);
        assert_eq!(tensor.shape(), [7, 8, 7]);
        for row in 1..8 {
            assert_eq!(tensor.at(Channel::Insertion, row, 3), 0.5);
            assert_eq!(tensor.at(Channel::SupportsAlternate, row, 3), 1.0);
        }
        assert_eq!(tensor.at(Channel::SupportsAlternate, 0, 3), 0.0);
    }
}
