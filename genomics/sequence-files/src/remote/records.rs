use super::chunk::ChunkReader;
use super::content::Content;
use crate::index::{Chunk, Columns};
use crate::lines::excerpt;
use crate::{Limits, Region, SequenceFileError};
use memchr::memchr;

/// The records of a region, in the file's order.
#[derive(Debug)]
pub struct Records<'a> {
    content: &'a mut Content,
    file: &'a str,
    columns: Columns,
    limits: Limits,
    region: Region,
    chunks: std::vec::IntoIter<Chunk>,
    chunk: Option<ChunkReader>,
    /// Content of the chunk; before `next` it was looked at.
    buffer: Vec<u8>,
    next: usize,
    ended: bool,
}

/// Bytes that are asked for first: a region of few records takes one request.
const FIRST_PIECE: u64 = 256 << 10;

impl<'a> Records<'a> {
    pub(super) fn new(
        content: &'a mut Content,
        file: &'a str,
        columns: Columns,
        limits: Limits,
        region: Region,
        chunks: Vec<Chunk>,
    ) -> Self {
        let (chunks, chunk) = (chunks.into_iter(), None);
        Self {
            content,
            file,
            columns,
            limits,
            region,
            chunks,
            chunk,
            buffer: Vec::new(),
            next: 0,
            ended: false,
        }
    }

    /// The next record's line, without its end; none behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError`]: the content cannot be had or is damaged, or a line is not what the index says. There
    /// are no further records then.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        match self.find() {
            Ok(Some(range)) => Ok(Some(&self.buffer[range])),
            Ok(None) => Ok(None),
            Err(error) => {
                self.ended = true;
                Err(error)
            }
        }
    }

    fn find(&mut self) -> Result<Option<std::ops::Range<usize>>, SequenceFileError> {
        while !self.ended {
            let Some(line) = self.take_line()? else {
                // The chunk is at its end.
                let Some(chunk) = self.chunks.next() else {
                    self.ended = true;
                    break;
                };
                self.chunk = Some(ChunkReader::new(chunk, FIRST_PIECE));
                continue;
            };
            let text = &self.buffer[line.clone()];
            if text.first().is_none_or(|&byte| byte == self.columns.comment) {
                continue;
            }
            let (contig, covered) = self.columns.place(text).map_err(|what| {
                let file = self.file.to_owned();
                let what = format!("has a record `{}` that {what}", excerpt(text));
                SequenceFileError::File { file, what }
            })?;
            if contig != self.region.contig.as_bytes() {
                continue;
            }
            if self.region.end.is_some_and(|end| covered.start >= end) {
                // Records are sorted: none of those behind it overlaps.
                self.ended = true;
                break;
            }
            if self.region.overlaps(&covered) {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// The next line of the chunk; none at its end.
    fn take_line(&mut self) -> Result<Option<std::ops::Range<usize>>, SequenceFileError> {
        let mut searched = self.next;
        loop {
            if let Some(length) = memchr(b'\n', &self.buffer[searched..]) {
                let (start, end) = (self.next, searched + length);
                self.next = end + 1;
                return Ok(Some(self.trimmed(start..end)));
            }
            self.buffer.drain(..self.next);
            self.next = 0;
            searched = self.buffer.len();
            if searched as u64 > self.limits.line_bytes {
                let what =
                    format!("has a line longer than the {} bytes allowed", self.limits.line_bytes);
                return Err(SequenceFileError::File { file: self.file.to_owned(), what });
            }
            let more = match &mut self.chunk {
                Some(chunk) => chunk.next(self.content, self.file)?,
                None => None,
            };
            match more {
                Some(more) => self.buffer.extend_from_slice(more),
                None => {
                    self.chunk = None;
                    if self.buffer.is_empty() {
                        return Ok(None);
                    }
                    // The last line of a file that does not end it.
                    let end = self.buffer.len();
                    self.next = end;
                    return Ok(Some(self.trimmed(0..end)));
                }
            }
        }
    }

    fn trimmed(&self, line: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let cut = self.buffer[line.clone()].ends_with(b"\r");
        line.start..line.end - usize::from(cut)
    }
}
