//! Where a record lies.

use super::BinaryKind;
use std::ops::Range;

/// The whole length of the record that begins the bytes; none where they do not say it yet.
pub(super) fn length(kind: BinaryKind, bytes: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    match kind {
        BinaryKind::Bam => Some(4 + number(0)?),
        BinaryKind::Bcf => Some(8 + number(0)? + number(4)?),
    }
}

/// Number of the contig (none of a read without a place), and the bases that a whole record covers, counted from 0
/// with the end outside.
pub(super) fn of(kind: BinaryKind, record: &[u8]) -> Result<Option<(usize, Range<u64>)>, String> {
    let short = || format!("has only {} bytes", record.len());
    let number = |at: usize| {
        let bytes = record.get(at..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map(|bytes| i32::from_le_bytes(*bytes)).ok_or_else(short)
    };
    let at = kind.prefix();
    let (contig, start) = (number(at)?, number(at + 4)?);
    let Ok(contig) = usize::try_from(contig) else { return Ok(None) };
    // A read of a contig without a position has -1, and so has a variant of the telomere.
    let start = u64::try_from(start).unwrap_or(0);
    let bases = match kind {
        BinaryKind::Bcf => u64::try_from(number(at + 8)?).unwrap_or(1),
        BinaryKind::Bam => {
            let name = usize::from(*record.get(at + 8).ok_or_else(short)?);
            let operations = record.get(at + 12..at + 14).ok_or_else(short)?;
            let operations = usize::from(u16::from_le_bytes([operations[0], operations[1]]));
            let cigar = at + 32 + name;
            let cigar = record.get(cigar..cigar + 4 * operations).ok_or_else(short)?;
            cigar.chunks_exact(4).map(of_reference).sum()
        }
    };
    Ok(Some((contig, start..start + bases.max(1))))
}

/// Bases of the reference that an operation of a CIGAR takes: M, D, N, = and X do (SAM specification, 4.2).
fn of_reference(operation: &[u8]) -> u64 {
    let packed = operation.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
    if matches!(packed & 15, 0 | 2 | 3 | 7 | 8) { u64::from(packed >> 4) } else { 0 }
}
