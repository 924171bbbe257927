use super::binning::Binning;
use super::contig::Contig;
use super::{Chunk, Columns, Index};
use crate::SequenceFileError;
use crate::compression::CompressionError;
use crate::compression::bgzf::{Blocks, VirtualPosition};
use memchr::memchr;
use std::io::Read;
use std::ops::Range;

impl Index {
    /// Builds the index of a sorted, bgzipped file, as TBI has it; `file` is its name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] of a line that states no place, is not sorted, or lies behind the 512 Mb that TBI
    /// can index; [`SequenceFileError::Io`] where the file cannot be read or is no BGZF.
    pub fn build(
        content: impl Read,
        file: &str,
        columns: Columns,
    ) -> Result<Self, SequenceFileError> {
        Self::built(content, file, columns, Binning::TBI)
    }

    /// Builds the index of a sorted, bgzipped file, as CSI has it: for sequences of up to 4 Gb.
    ///
    /// # Errors
    /// As [`Index::build`], but of a line behind 4 Gb.
    pub fn build_csi(
        content: impl Read,
        file: &str,
        columns: Columns,
    ) -> Result<Self, SequenceFileError> {
        Self::built(content, file, columns, Binning::CSI)
    }

    fn built(
        content: impl Read,
        file: &str,
        columns: Columns,
        binning: Binning,
    ) -> Result<Self, SequenceFileError> {
        let mut blocks = Blocks::new(content);
        let mut builder = Builder::new(columns, binning);
        let mut line = Vec::new();
        let (mut number, mut start) = (0, VirtualPosition::default());
        let failed = |source| SequenceFileError::Io { what: "read", file: file.to_owned(), source };
        let wrong =
            |line: u64, what: String| SequenceFileError::Line { file: file.to_owned(), line, what };
        let mut next = 0;
        while let Some(offset) = blocks.advance().map_err(failed)? {
            next = blocks.next_offset();
            let content = blocks.content();
            let mut within = 0;
            if line.is_empty() {
                start = VirtualPosition::new(offset, 0);
            }
            while let Some(length) = memchr(b'\n', &content[within..]) {
                line.extend_from_slice(&content[within..within + length]);
                within += length + 1;
                number += 1;
                let end = place(offset, next, within, content.len());
                builder.line(&line, number, start..end).map_err(|what| wrong(number, what))?;
                line.clear();
                start = end;
            }
            line.extend_from_slice(&content[within..]);
            if line.len() > LONGEST_LINE {
                let limit = LONGEST_LINE as u64;
                return Err(failed(CompressionError::TooLong { limit }.into()));
            }
        }
        if !line.is_empty() {
            let end = VirtualPosition::new(next, 0);
            builder.line(&line, number + 1, start..end).map_err(|what| wrong(number + 1, what))?;
        }
        Ok(builder.index)
    }
}

/// Bytes of a line.
const LONGEST_LINE: usize = 256 << 20;

/// The place behind so many bytes of a block; behind all of them it is the next block's start.
fn place(block: u64, next: u64, within: usize, length: usize) -> VirtualPosition {
    match u16::try_from(within) {
        Ok(within) if usize::from(within) < length => VirtualPosition::new(block, within),
        _ => VirtualPosition::new(next, 0),
    }
}

struct Builder {
    index: Index,
    /// Start of the record before, of the same contig.
    before: u64,
}

impl Builder {
    fn new(columns: Columns, binning: Binning) -> Self {
        let index = Index { columns, binning, names: Vec::new(), contigs: Vec::new() };
        Self { index, before: 0 }
    }

    fn line(
        &mut self,
        line: &[u8],
        number: u64,
        lies: Range<VirtualPosition>,
    ) -> Result<(), String> {
        let (columns, binning) = (self.index.columns, self.index.binning);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.first().is_none_or(|&byte| byte == columns.comment) || number <= columns.skip {
            return Ok(());
        }
        let (contig, range) = columns.place(line)?;
        let contig =
            std::str::from_utf8(contig).map_err(|_| "has a contig that is no text".to_owned())?;
        if range.end.max(range.start + 1) > binning.span() {
            let (end, most) = (range.end, binning.span() >> 20);
            return Err(format!("ends at {end}, behind the {most} Mb that such an index can hold"));
        }
        if self.index.names.last().is_none_or(|last| last != contig) {
            if self.index.names.iter().any(|name| name == contig) {
                return Err(format!("is of `{contig}` again, behind others; sort the file"));
            }
            self.index.names.push(contig.to_owned());
            self.index.contigs.push(Contig::default());
            self.before = 0;
        }
        if range.start < self.before {
            let (here, before) = (range.start, self.before);
            return Err(format!(
                "starts at {here}, behind one that starts at {before} (from 0); sort the file"
            ));
        }
        self.before = range.start;
        let Some(target) = self.index.contigs.last_mut() else { return Ok(()) };
        let bin = target.bins.entry(binning.smallest(&range)).or_default();
        match bin.chunks.last_mut() {
            // As one record follows the other, so that chunks stay few.
            Some(last) if last.end.block() >= lies.start.block() => last.end = lies.end,
            _ => bin.chunks.push(Chunk { start: lies.start, end: lies.end }),
        }
        let shift = binning.min_shift;
        let last = ((range.end.max(range.start + 1) - 1) >> shift) as usize;
        // Windows that no record overlaps point to the record behind them.
        if target.windows.len() <= last {
            target.windows.resize(last + 1, lies.start);
        }
        Ok(())
    }
}
