use super::chunk_records::{ChunkRecords, Form, Side};
use super::content::Content;
use crate::index::{Chunk, Columns};
use crate::lines::excerpt;
use crate::{Limits, Region, SequenceFileError};
use memchr::memchr;
use std::ops::Range;

/// The records of a region, in the file's order.
#[derive(Debug)]
pub struct Records<'a>(ChunkRecords<'a, Line>);

/// Lines, whose columns say where they lie.
#[derive(Debug)]
struct Line {
    columns: Columns,
    limits: Limits,
    region: Region,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        source: (&'a mut Content, &'a str),
        columns: Columns,
        limits: Limits,
        region: Region,
        chunks: Vec<Chunk>,
    ) -> Self {
        Self(ChunkRecords::new(source, Line { columns, limits, region }, chunks))
    }

    /// The next record's line, without its end; none behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError`]: the content cannot be had or is damaged, or a line is not what the index says. There
    /// are no further records then.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        self.0.next()
    }
}

impl Form for Line {
    fn first(
        &self,
        bytes: &[u8],
        searched: usize,
        last: bool,
    ) -> Result<Option<(Range<usize>, usize)>, String> {
        let (length, taken) = match memchr(b'\n', &bytes[searched..]) {
            Some(more) => (searched + more, searched + more + 1),
            // The last line of a file that does not end it.
            None if last => (bytes.len(), bytes.len()),
            None if bytes.len() as u64 > self.limits.line_bytes => {
                let limit = self.limits.line_bytes;
                return Err(format!("has a line longer than the {limit} bytes allowed"));
            }
            None => return Ok(None),
        };
        let cut = bytes[..length].ends_with(b"\r");
        Ok(Some((0..length - usize::from(cut), taken)))
    }

    fn side(&self, record: &[u8]) -> Result<Side, String> {
        if record.first().is_none_or(|&byte| byte == self.columns.comment) {
            return Ok(Side::Elsewhere);
        }
        let (contig, covered) = self
            .columns
            .place(record)
            .map_err(|what| format!("has a record `{}` that {what}", excerpt(record)))?;
        Ok(match self.region.end {
            _ if contig != self.region.contig.as_bytes() => Side::Elsewhere,
            Some(end) if covered.start >= end => Side::Behind,
            _ if self.region.overlaps(&covered) => Side::Within,
            _ => Side::Elsewhere,
        })
    }
}
