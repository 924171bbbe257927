//! Records of chosen blocks of a BAM file.

use super::bam::{Fault, read_record};
use super::record::Record;
use noodles::bgzf::{self, VirtualPosition};
use std::fs::File;
use std::io::BufReader;

/// Reads chunk after chunk, each from its first to its last record.
pub(crate) struct Blocks {
    reader: bgzf::io::Reader<BufReader<File>>,
    chunks: std::vec::IntoIter<(u64, u64)>,
    end: Option<VirtualPosition>,
    buffer: Vec<u8>,
}

impl Blocks {
    /// Chunks are virtual offsets, sorted.
    pub(crate) fn new(file: File, chunks: Vec<(u64, u64)>) -> Self {
        let reader = bgzf::io::Reader::new(BufReader::new(file));
        Self { reader, chunks: chunks.into_iter(), end: None, buffer: Vec::new() }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Record>, Fault> {
        loop {
            if self.end.is_some_and(|end| self.reader.virtual_position() < end) {
                return read_record(&mut self.reader, &mut self.buffer);
            }
            let Some((start, end)) = self.chunks.next() else { return Ok(None) };
            self.reader.seek(VirtualPosition::from(start))?;
            self.end = Some(VirtualPosition::from(end));
        }
    }
}
