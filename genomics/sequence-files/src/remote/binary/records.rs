use super::{BinaryKind, place};
use crate::index::Chunk;
use crate::remote::chunk::ChunkReader;
use crate::remote::content::Content;
use crate::{Limits, Region, SequenceFileError};
use std::ops::Range;

/// Bytes that are asked for first: a region of few records takes one request.
const FIRST_PIECE: u64 = 256 << 10;

/// The records of a region of a BAM or BCF file, in the file's order.
#[derive(Debug)]
pub struct BinaryRecords<'a> {
    content: &'a mut Content,
    file: &'a str,
    kind: BinaryKind,
    limits: Limits,
    contig: usize,
    region: Region,
    chunks: std::vec::IntoIter<Chunk>,
    chunk: Option<ChunkReader>,
    /// Content of the chunk; before `next` it was looked at.
    buffer: Vec<u8>,
    next: usize,
    ended: bool,
}

impl<'a> BinaryRecords<'a> {
    pub(super) fn new(
        (content, file): (&'a mut Content, &'a str),
        kind: BinaryKind,
        limits: Limits,
        (contig, region): (usize, Region),
        chunks: Vec<Chunk>,
    ) -> Self {
        Self {
            content,
            file,
            kind,
            limits,
            contig,
            region,
            chunks: chunks.into_iter(),
            chunk: None,
            buffer: Vec::new(),
            next: 0,
            ended: false,
        }
    }

    /// The next record as it stands in the expanded file, its length before it; none behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError`]: the content cannot be had or is damaged, or a record is not what the index says. There
    /// are no further records then.
    pub fn next_record(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        match self.find() {
            Ok(Some(range)) => Ok(Some(&self.buffer[range])),
            Ok(None) => Ok(None),
            Err(error) => {
                self.ended = true;
                Err(error)
            }
        }
    }

    fn find(&mut self) -> Result<Option<Range<usize>>, SequenceFileError> {
        while !self.ended {
            let Some(record) = self.take_record()? else {
                // The chunk is at its end.
                let Some(chunk) = self.chunks.next() else {
                    self.ended = true;
                    break;
                };
                self.chunk = Some(ChunkReader::new(chunk, FIRST_PIECE));
                continue;
            };
            let found = place::of(self.kind, &self.buffer[record.clone()])
                .map_err(|what| self.wrong(format!("has a record that {what}")))?;
            let Some((contig, covered)) = found else { continue };
            // Records are sorted: none of those behind these overlaps.
            let behind = self.region.end.is_some_and(|end| covered.start >= end);
            if contig > self.contig || (contig == self.contig && behind) {
                self.ended = true;
                break;
            }
            if contig == self.contig && self.region.overlaps(&covered) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// The next record of the chunk; none at its end.
    fn take_record(&mut self) -> Result<Option<Range<usize>>, SequenceFileError> {
        loop {
            let length = place::length(self.kind, &self.buffer[self.next..]);
            if let Some(length) = length {
                if length > self.limits.line_bytes {
                    let limit = self.limits.line_bytes;
                    let what =
                        format!("has a record of {length} bytes, more than the {limit} allowed");
                    return Err(self.wrong(what));
                }
                // Below the limit, which is one of memory.
                let end = self.next + length as usize;
                if end <= self.buffer.len() {
                    return Ok(Some(std::mem::replace(&mut self.next, end)..end));
                }
            }
            self.buffer.drain(..self.next);
            self.next = 0;
            let more = match &mut self.chunk {
                Some(chunk) => chunk.next(self.content, self.file)?,
                None => None,
            };
            match more {
                Some(more) => self.buffer.extend_from_slice(more),
                None if self.buffer.is_empty() => {
                    self.chunk = None;
                    return Ok(None);
                }
                None => {
                    let what = "ends a chunk of its index inside of a record: the index is that of another file";
                    return Err(self.wrong(what.to_owned()));
                }
            }
        }
    }

    fn wrong(&self, what: String) -> SequenceFileError {
        SequenceFileError::File { file: self.file.to_owned(), what }
    }
}
