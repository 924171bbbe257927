use super::{BinaryKind, place};
use crate::index::Chunk;
use crate::remote::chunk_records::{ChunkRecords, Form, Side};
use crate::remote::content::Content;
use crate::{Limits, Region, SequenceFileError};
use std::ops::Range;

/// The records of a region of a BAM or BCF file, in the file's order.
#[derive(Debug)]
pub struct BinaryRecords<'a>(ChunkRecords<'a, Prefixed>);

/// Records with their length before them.
#[derive(Debug)]
struct Prefixed {
    kind: BinaryKind,
    limits: Limits,
    contig: usize,
    region: Region,
}

impl<'a> BinaryRecords<'a> {
    pub(super) fn new(
        source: (&'a mut Content, &'a str),
        kind: BinaryKind,
        limits: Limits,
        (contig, region): (usize, Region),
        chunks: Vec<Chunk>,
    ) -> Self {
        Self(ChunkRecords::new(source, Prefixed { kind, limits, contig, region }, chunks))
    }

    /// The next record as it stands in the expanded file, its length before it; none behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError`]: the content cannot be had or is damaged, or a record is not what the index says. There
    /// are no further records then.
    pub fn next_record(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        self.0.next()
    }
}

impl Form for Prefixed {
    fn first(
        &self,
        bytes: &[u8],
        _: usize,
        last: bool,
    ) -> Result<Option<(Range<usize>, usize)>, String> {
        if let Some(length) = place::length(self.kind, bytes) {
            let limit = self.limits.line_bytes;
            if length > limit {
                return Err(format!(
                    "has a record of {length} bytes, more than the {limit} allowed"
                ));
            }
            // Below the limit, which is one of memory.
            let length = length as usize;
            if length <= bytes.len() {
                return Ok(Some((0..length, length)));
            }
        }
        match last {
            true => Err(
                "ends a chunk of its index inside of a record: the index is that of another file"
                    .to_owned(),
            ),
            false => Ok(None),
        }
    }

    fn side(&self, record: &[u8]) -> Result<Side, String> {
        let found =
            place::of(self.kind, record).map_err(|what| format!("has a record that {what}"))?;
        let Some((contig, covered)) = found else { return Ok(Side::Elsewhere) };
        let behind = self.region.end.is_some_and(|end| covered.start >= end);
        Ok(match contig == self.contig {
            false if contig > self.contig => Side::Behind,
            true if behind => Side::Behind,
            true if self.region.overlaps(&covered) => Side::Within,
            _ => Side::Elsewhere,
        })
    }
}
