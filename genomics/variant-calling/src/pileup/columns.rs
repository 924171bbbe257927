use super::Tables;
use crate::alignments::AlignedRead;
use crate::haplotype::SequenceEvent;
use std::collections::BTreeMap;
use std::ops::Range;

/// A base that differs from the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mismatch {
    pub(crate) position: usize,
    /// A, C, G or T.
    pub(crate) base: u8,
    /// The lesser of base and mapping quality.
    pub(crate) quality: u8,
}

/// What the bases that agree with the reference say together, at a position.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agreeing {
    /// Σ ln P where all copies have the reference's base.
    pub(crate) right: f64,
    /// Σ ln P where one of two has it.
    pub(crate) half: f64,
    /// Σ ln P where none has it.
    pub(crate) wrong: f64,
    /// How many.
    pub(crate) count: u32,
}

/// All columns of a range of positions.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) range: Range<usize>,
    pub(crate) agreeing: Vec<Agreeing>,
    /// Sorted by position.
    pub(crate) mismatches: Vec<Mismatch>,
    /// Insertions and deletions in normal form, with the number of reads that have them.
    pub(crate) indels: BTreeMap<SequenceEvent, u32>,
}

impl Columns {
    /// Counts the reads in a range of a contig.
    pub(crate) fn of<'r>(
        reads: impl Iterator<Item = &'r AlignedRead>,
        reference: &[u8],
        range: Range<usize>,
        min_base_quality: u8,
        tables: &Tables,
    ) -> Self {
        let mut columns = Self {
            agreeing: vec![Agreeing::default(); range.len()],
            mismatches: Vec::new(),
            indels: BTreeMap::new(),
            range,
        };
        for read in reads {
            columns.add(read, reference, min_base_quality, tables);
        }
        columns.mismatches.sort_unstable();
        columns
    }

    fn add(&mut self, read: &AlignedRead, reference: &[u8], least: u8, tables: &Tables) {
        for (base, position, length) in read.matches() {
            let start = position.max(self.range.start);
            let end = (position + length).min(self.range.end);
            if start >= end {
                continue;
            }
            let first = base + start - position;
            let bases = &read.bases[first..first + (end - start)];
            let qualities = &read.qualities[first..first + (end - start)];
            let columns = &mut self.agreeing[start - self.range.start..end - self.range.start];
            let beside = bases.iter().zip(qualities).zip(&reference[start..end]).zip(columns);
            for (index, (((&base, &quality), &expected), column)) in beside.enumerate() {
                let quality = quality.min(read.mapping_quality);
                if quality < least {
                    continue;
                }
                if base == expected && base != b'N' {
                    let ln = tables.of(quality);
                    column.right += ln.right;
                    column.half += ln.half;
                    column.wrong += ln.wrong;
                    column.count += 1;
                } else if expected != b'N' && matches!(base, b'A' | b'C' | b'G' | b'T') {
                    self.mismatches.push(Mismatch { position: start + index, base, quality });
                }
            }
        }
        for event in read.gaps(reference).filter(|event| self.range.contains(&event.position)) {
            *self.indels.entry(event).or_default() += 1;
        }
    }

    /// Column of a position.
    pub(crate) fn at(&self, position: usize) -> (Agreeing, &[Mismatch]) {
        let from = self.mismatches.partition_point(|it| it.position < position);
        let count = self.mismatches[from..].partition_point(|it| it.position == position);
        (self.agreeing[position - self.range.start], &self.mismatches[from..from + count])
    }
}
