//! Records of chunks, whatever a record is.

use super::chunk::ChunkReader;
use super::content::Content;
use crate::SequenceFileError;
use crate::index::Chunk;
use std::ops::Range;

/// Bytes that are asked for first: a region of few records takes one request.
const FIRST_PIECE: u64 = 256 << 10;

/// What a record is, and where it lies.
pub(super) trait Form {
    /// The record that begins some bytes, and the bytes that it takes with what ends it; none where they do not hold
    /// all of it. It was looked for in the first `searched` bytes; nothing follows where they are the `last`.
    fn first(
        &self,
        bytes: &[u8],
        searched: usize,
        last: bool,
    ) -> Result<Option<(Range<usize>, usize)>, String>;

    /// Where it lies with regard to the region that is asked for.
    fn side(&self, record: &[u8]) -> Result<Side, String>;
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Not in the region, or no record.
    Elsewhere,
    /// In the region.
    Within,
    /// Behind it: since records are sorted, none of those that follow overlaps.
    Behind,
}

/// The records of a region, in the file's order.
#[derive(Debug)]
pub(super) struct ChunkRecords<'a, F> {
    content: &'a mut Content,
    file: &'a str,
    form: F,
    chunks: std::vec::IntoIter<Chunk>,
    chunk: Option<ChunkReader>,
    /// Content of the chunk; before `next` it was looked at.
    buffer: Vec<u8>,
    next: usize,
    ended: bool,
}

impl<'a, F: Form> ChunkRecords<'a, F> {
    pub(super) fn new(
        (content, file): (&'a mut Content, &'a str),
        form: F,
        chunks: Vec<Chunk>,
    ) -> Self {
        let (chunks, buffer) = (chunks.into_iter(), Vec::new());
        Self { content, file, form, chunks, chunk: None, buffer, next: 0, ended: false }
    }

    /// The next record; none behind the last, nor after an error.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        let found = self.find();
        self.ended = !matches!(found, Ok(Some(_)));
        Ok(found?.map(|range| &self.buffer[range]))
    }

    fn find(&mut self) -> Result<Option<Range<usize>>, SequenceFileError> {
        while !self.ended {
            let Some(record) = self.take()? else {
                // The chunk is at its end.
                let Some(chunk) = self.chunks.next() else { break };
                self.chunk = Some(ChunkReader::new(chunk, FIRST_PIECE));
                continue;
            };
            let side = self.form.side(&self.buffer[record.clone()]);
            match side.map_err(|what| self.wrong(what))? {
                Side::Elsewhere => {}
                Side::Within => return Ok(Some(record)),
                Side::Behind => break,
            }
        }
        Ok(None)
    }

    /// The next record of the chunk; none at its end.
    fn take(&mut self) -> Result<Option<Range<usize>>, SequenceFileError> {
        let mut searched = 0;
        loop {
            let last = self.chunk.is_none();
            let here = &self.buffer[self.next..];
            if here.is_empty() && last {
                return Ok(None);
            }
            let found = self.form.first(here, searched, last).map_err(|what| self.wrong(what))?;
            if let Some((record, length)) = found {
                let start = self.next;
                self.next += length;
                return Ok(Some(start + record.start..start + record.end));
            }
            searched = here.len();
            self.buffer.drain(..self.next);
            self.next = 0;
            let more = match &mut self.chunk {
                Some(chunk) => chunk.next(self.content, self.file)?,
                None => None,
            };
            match more {
                Some(more) => self.buffer.extend_from_slice(more),
                None => self.chunk = None,
            }
        }
    }

    fn wrong(&self, what: String) -> SequenceFileError {
        SequenceFileError::File { file: self.file.to_owned(), what }
    }
}
