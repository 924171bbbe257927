use crate::alignment::{Cigar, Operation};
use crate::{Contig, PlantedVariant};

/// A change of length on the way from a haplotype to the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    /// Bases of the haplotype that the reference does not have, `[from, to)`; empty of a deletion.
    haplotype: (usize, usize),
    /// Bases of the reference that the haplotype does not have.
    reference: (usize, usize),
}

/// One copy of a contig with its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Haplotype {
    /// Its bases.
    pub sequence: Vec<u8>,
    edits: Vec<Edit>,
}

/// The two copies of every contig, from variants in the order of contigs and places.
#[must_use]
pub fn haplotypes(reference: &[Contig], variants: &[PlantedVariant]) -> Vec<[Haplotype; 2]> {
    let contig = |(number, contig): (usize, &Contig)| {
        [0, 1].map(|copy| {
            let has = |one: &&PlantedVariant| one.contig == number && one.copies[copy];
            Haplotype::new(&contig.sequence, variants.iter().filter(has))
        })
    };
    reference.iter().enumerate().map(contig).collect()
}

impl Haplotype {
    /// Replays variants, which do not overlap and are in the order of places, on a contig.
    pub fn new<'a>(
        reference: &[u8],
        variants: impl IntoIterator<Item = &'a PlantedVariant>,
    ) -> Self {
        let mut sequence = Vec::with_capacity(reference.len());
        let (mut edits, mut at) = (Vec::new(), 0);
        for variant in variants {
            sequence.extend_from_slice(&reference[at..variant.start]);
            let from = sequence.len();
            sequence.extend_from_slice(&variant.alternate);
            if variant.is_indel() {
                let reference = (variant.start, variant.end);
                edits.push(Edit { haplotype: (from, sequence.len()), reference });
            }
            at = variant.end;
        }
        sequence.extend_from_slice(&reference[at..]);
        Self { sequence, edits }
    }

    /// Where bases `[from, to)` lie on the reference: the first reference base, and how they are
    /// aligned. Inserted bases at an end are clipped, as no aligner could place them; nothing comes
    /// of bases that are all inserted.
    #[must_use]
    pub fn align(&self, from: usize, to: usize) -> Option<(usize, Cigar)> {
        // The first edit that ends behind `from`, or deletes right there or later.
        let next = self.edits.partition_point(|edit| edit.haplotype.1 <= from);
        let offset = |edit: &Edit| (edit.haplotype.1, edit.reference.1);
        let (mut at, mut place) = (
            from,
            match next.checked_sub(1).map(|last| &self.edits[last]) {
                Some(last) => offset(last).1 + (from - offset(last).0),
                None => from,
            },
        );
        let mut cigar = Cigar::default();
        let mut start = None;
        for edit in self.edits[next..].iter().take_while(|edit| edit.haplotype.0 < to) {
            let before = edit.haplotype.0.saturating_sub(at);
            if before > 0 {
                start.get_or_insert(place);
                cigar.push(Operation::Match, before);
                at += before;
            }
            let inserted = edit.haplotype.1.min(to) - at;
            if inserted > 0 {
                let clipped = start.is_none() || edit.haplotype.1 >= to;
                let operation = if clipped { Operation::Clip } else { Operation::Insert };
                cigar.push(operation, inserted);
                at += inserted;
            } else if start.is_some() {
                cigar.push(Operation::Delete, edit.reference.1 - edit.reference.0);
            }
            place = edit.reference.1;
        }
        if at < to {
            start.get_or_insert(place);
            cigar.push(Operation::Match, to - at);
        }
        start.map(|start| (start, cigar))
    }
}
