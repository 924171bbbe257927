//! Positions without a variant, in blocks.

use crate::call::{Call, CallRecord, ReferenceBlock};
use crate::genotype::reference_confidence;
use crate::pileup::Columns;
use crate::window::Setting;
use std::ops::Range;

/// Where bands of GQ begin: a block holds positions of one band.
const BANDS: [u8; 8] = [0, 5, 10, 20, 30, 40, 60, 99];

fn band(genotype_quality: u8) -> usize {
    BANDS.partition_point(|start| *start <= genotype_quality)
}

/// Adds blocks of all positions at home that no call covers. `doubts` bound the certainty within ranges.
pub(crate) fn blocks(
    setting: &Setting<'_>,
    contig: &str,
    reference: &[u8],
    home: &Range<usize>,
    columns: &Columns,
    calls: Vec<Call>,
    doubts: &[(Range<usize>, f64)],
) -> Vec<CallRecord> {
    let mut records = Vec::new();
    let mut at = home.start;
    for call in calls {
        let start = call.position - 1;
        fill(setting, contig, reference, at..start, columns, doubts, &mut records);
        at = at.max(start + call.reference.len());
        records.push(CallRecord::Variant(call));
    }
    fill(
        setting,
        contig,
        reference,
        at..home.end.min(reference.len()),
        columns,
        doubts,
        &mut records,
    );
    records
}

fn fill(
    setting: &Setting<'_>,
    contig: &str,
    reference: &[u8],
    range: Range<usize>,
    columns: &Columns,
    doubts: &[(Range<usize>, f64)],
    records: &mut Vec<CallRecord>,
) {
    for position in range {
        if !setting.wanted.contains(contig, position) {
            continue;
        }
        let (agreeing, mismatches) = columns.at(position);
        let depth = agreeing.count + mismatches.len() as u32;
        let copies = setting.options.ploidy.copies();
        let certain = reference_confidence(agreeing, mismatches, copies, &setting.tables);
        let bound = doubts.iter().filter(|(range, _)| range.contains(&position));
        let certain = bound.map(|(_, doubt)| *doubt).fold(certain, f64::min);
        let covered = depth > 0;
        let block = ReferenceBlock {
            contig: contig.to_owned(),
            start: position + 1,
            end: position + 1,
            reference: char::from(reference[position]),
            covered,
            genotype_quality: if covered { certain.floor() as u8 } else { 0 },
            min_depth: depth,
        };
        match records.last_mut() {
            Some(CallRecord::Reference(last)) if joins(last, &block) => extend(last, &block),
            _ => records.push(CallRecord::Reference(block)),
        }
    }
}

/// Whether a block goes on where another ends, and is of its band.
pub(crate) fn joins(last: &ReferenceBlock, next: &ReferenceBlock) -> bool {
    last.end + 1 == next.start
        && last.contig == next.contig
        && last.covered == next.covered
        && band(last.genotype_quality) == band(next.genotype_quality)
}

pub(crate) fn extend(last: &mut ReferenceBlock, next: &ReferenceBlock) {
    last.end = next.end;
    last.genotype_quality = last.genotype_quality.min(next.genotype_quality);
    last.min_depth = last.min_depth.min(next.min_depth);
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_of_quality() {
        assert_eq!(band(0), band(4));
        assert_ne!(band(4), band(5));
        assert_eq!(band(60), band(98));
        assert_ne!(band(98), band(99));
    }
}
