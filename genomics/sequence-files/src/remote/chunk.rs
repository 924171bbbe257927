//! The content of a run of blocks.

use super::content::Content;
use crate::SequenceFileError;
use crate::compression::CompressionError;
use crate::compression::bgzf::batch::{Place, inflate_all};
use crate::compression::bgzf::{VirtualPosition, block};
use crate::index::Chunk;

/// Bytes that are fetched at once.
const PIECE: u64 = 1 << 20;

/// Gives the content of a chunk, a few blocks at a time.
#[derive(Debug)]
pub(super) struct ChunkReader {
    chunk: Chunk,
    /// Compressed bytes from `offset` of the file on.
    compressed: Vec<u8>,
    offset: u64,
    /// Bytes that are fetched next.
    piece: u64,
    expanded: Vec<u8>,
    blocks: u64,
}

impl ChunkReader {
    /// A chunk whose first piece has so many bytes.
    pub(super) fn new(chunk: Chunk, first: u64) -> Self {
        let offset = chunk.start.block();
        let (compressed, expanded) = (Vec::new(), Vec::new());
        Self { chunk, compressed, offset, piece: first.min(PIECE), expanded, blocks: 0 }
    }

    /// The next content, or none behind the chunk or the file.
    pub(super) fn next(
        &mut self,
        content: &mut Content,
        file: &str,
    ) -> Result<Option<&[u8]>, SequenceFileError> {
        let failed = |fault: CompressionError| {
            let (what, file) = ("read", file.to_owned());
            SequenceFileError::Io { what, file, source: fault.into() }
        };
        // Each turn either reads on, or brings a whole block: the longest is shorter than a piece.
        while VirtualPosition::new(self.offset, 0) < self.chunk.end {
            let places = self.whole_blocks().map_err(failed)?;
            if places.is_empty() {
                if self.fetch(content)? {
                    continue;
                }
                if self.compressed.is_empty() {
                    return if u64::from(self.chunk.end) == u64::MAX {
                        Ok(None)
                    } else {
                        Err(cut(file))
                    };
                }
                let length = block::length(&self.compressed).unwrap_or(block::FIXED);
                let (found, expected) = (self.compressed.len() as u64, length as u64);
                let (block, offset) = (self.blocks + 1, self.offset);
                let fault = CompressionError::TruncatedBlock { block, offset, found, expected };
                return Err(failed(fault));
            }
            let (_, fault) = inflate_all(&self.compressed, &places, &mut self.expanded);
            if let Some((place, what)) = fault {
                let block = self.blocks + place as u64 + 1;
                let offset = self.offset + places[place].compressed.start as u64;
                return Err(failed(CompressionError::DamagedBlock { block, offset, what }));
            }
            let range = self.trim(&places);
            let used = places.last().map_or(0, |place| place.compressed.end);
            self.compressed.drain(..used);
            self.offset += used as u64;
            self.blocks += places.len() as u64;
            if range.is_empty() {
                continue;
            }
            return Ok(Some(&self.expanded[range]));
        }
        Ok(None)
    }

    /// Where the last block ends, at the latest.
    fn end(&self) -> u64 {
        let end = self.chunk.end;
        // How long the last block is, only its header says.
        if end.within() == 0 {
            end.block()
        } else {
            end.block().saturating_add(block::LONGEST as u64)
        }
    }

    /// Whole blocks of the chunk among the bytes that are here.
    fn whole_blocks(&self) -> Result<Vec<Place>, CompressionError> {
        let mut places = Vec::new();
        let mut start = 0;
        loop {
            let offset = self.offset + start as u64;
            let begins = VirtualPosition::new(offset.min(u64::MAX >> 16), 0);
            if begins >= self.chunk.end {
                return Ok(places);
            }
            let here = &self.compressed[start..];
            let Some(length) = block::length(here) else {
                let complete =
                    block::extra(here).is_some_and(|extra| here.len() >= block::FIXED + extra);
                let none = here.len() >= block::FIXED && block::extra(here).is_none();
                if complete || none {
                    let blocks = self.blocks + places.len() as u64;
                    return Err(CompressionError::NoBlock { offset, blocks });
                }
                return Ok(places);
            };
            let Some(whole) = here.get(..length) else { return Ok(places) };
            let block = self.blocks + places.len() as u64 + 1;
            let expanded = block::expanded(whole)
                .map_err(|what| CompressionError::DamagedBlock { block, offset, what })?;
            places.push(Place { compressed: start..start + length, length: expanded });
            start += length;
        }
    }

    /// Brings the next piece; false where there is nothing more to bring.
    fn fetch(&mut self, content: &mut Content) -> Result<bool, SequenceFileError> {
        let start = self.offset + self.compressed.len() as u64;
        let end = self.end().min(start.saturating_add(self.piece));
        if start >= end {
            return Ok(false);
        }
        self.piece = (self.piece * 2).min(PIECE);
        let piece = content.part(start..end)?;
        self.compressed.extend_from_slice(&piece);
        Ok(!piece.is_empty())
    }

    /// The part of the expanded bytes that lies in the chunk.
    fn trim(&self, places: &[Place]) -> std::ops::Range<usize> {
        let total = self.expanded.len();
        let start =
            if self.offset == self.chunk.start.block() { self.chunk.start.within() } else { 0 };
        let last = places.last().map_or(0, |place| place.compressed.start as u64) + self.offset;
        let end = if last == self.chunk.end.block() {
            let before = total - places.last().map_or(0, |place| place.length);
            before + self.chunk.end.within()
        } else {
            total
        };
        let end = end.min(total);
        start.min(end)..end
    }
}

/// A file that is shorter than its index says.
fn cut(file: &str) -> SequenceFileError {
    let what = "ends before its index says that it does: it is cut off, or the index is that of another file";
    SequenceFileError::File { file: file.to_owned(), what: what.to_owned() }
}
