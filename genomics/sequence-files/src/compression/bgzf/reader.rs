use super::super::CompressionError;
use super::block;
use flate2::Decompress;
use rayon::prelude::*;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;

/// Most blocks that are expanded at once: 4 MiB of content.
const MOST: usize = 64;
/// Blocks that are expanded first, so that a short header costs no more than it has to.
const FIRST: usize = 4;

/// Expands BGZF blocks on all threads of the pool that it is read in, and gives their content in order.
///
/// [`BufRead::fill_buf`] gives the content of many blocks at once, up to 4 MiB, for what wants to divide it among
/// threads in turn. The content of files that were concatenated follows without a gap.
#[derive(Debug)]
pub struct Reader<R> {
    content: BufReader<R>,
    /// Whole blocks, one behind the other.
    compressed: Vec<u8>,
    expanded: Vec<u8>,
    unread: Range<usize>,
    /// Blocks of the next turn.
    turn: usize,
    blocks: u64,
    offset: u64,
    total: u64,
    limit: u64,
    /// What is wrong behind the blocks that are still sound.
    fault: Option<io::Error>,
}

/// A block among those that were read, and where its content goes.
struct Place {
    compressed: Range<usize>,
    length: usize,
}

impl<R: Read> Reader<R> {
    /// Reads BGZF content from its first block on.
    pub fn new(content: R) -> Self {
        Self {
            content: BufReader::with_capacity(1 << 20, content),
            compressed: Vec::new(),
            expanded: Vec::new(),
            unread: 0..0,
            turn: FIRST,
            blocks: 0,
            offset: 0,
            total: 0,
            limit: u64::MAX,
            fault: None,
        }
    }

    /// Lets it expand to so many bytes at most.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Takes the next whole block behind those in `compressed`; false at the end of the file.
    fn take_block(&mut self) -> io::Result<bool> {
        let start = self.compressed.len();
        let found = self.take(block::FIXED)?;
        if found == 0 {
            return Ok(false);
        }
        let (number, offset) = (self.blocks + 1, self.offset);
        let cut = |found: usize, expected: usize| {
            let (found, expected) = (found as u64, expected as u64);
            CompressionError::TruncatedBlock { block: number, offset, found, expected }
        };
        let none = || CompressionError::NoBlock { offset, blocks: number - 1 };
        if found < block::FIXED {
            let likely = self.compressed[start..].starts_with(&block::END[..found.min(4)]);
            return Err(if likely { cut(found, block::FIXED).into() } else { none().into() });
        }
        let extra = block::extra(&self.compressed[start..]).ok_or_else(none)?;
        if self.take(extra)? < extra {
            return Err(cut(self.compressed.len() - start, block::FIXED + extra).into());
        }
        let length = block::length(&self.compressed[start..]).ok_or_else(none)?;
        let rest = length - (block::FIXED + extra);
        if self.take(rest)? < rest {
            return Err(cut(self.compressed.len() - start, length).into());
        }
        self.blocks += 1;
        self.offset += length as u64;
        Ok(true)
    }

    /// Takes so many bytes, or all that are left; gives their number.
    fn take(&mut self, count: usize) -> io::Result<usize> {
        self.content.by_ref().take(count as u64).read_to_end(&mut self.compressed)
    }

    /// Takes blocks until a turn is full, the file ends, or something is wrong.
    fn take_blocks(&mut self) -> Vec<Place> {
        self.compressed.clear();
        let mut places = Vec::with_capacity(self.turn);
        while places.len() < self.turn {
            let start = self.compressed.len();
            let (number, offset) = (self.blocks + 1, self.offset);
            match self.take_block() {
                Ok(true) => {}
                Ok(false) => break,
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
            }
            match block::expanded(&self.compressed[start..]) {
                Ok(length) => {
                    places.push(Place { compressed: start..self.compressed.len(), length });
                }
                Err(what) => {
                    let fault = CompressionError::DamagedBlock { block: number, offset, what };
                    self.fault = Some(fault.into());
                    break;
                }
            }
        }
        places
    }

    /// Expands the next blocks; nothing is unread afterwards only at the end of the file.
    fn expand(&mut self) -> io::Result<()> {
        while self.unread.is_empty() {
            if let Some(fault) = self.fault.take() {
                // Whoever asks again is told again.
                self.fault = Some(again(&fault));
                return Err(fault);
            }
            let (mut number, mut offset) = (self.blocks, self.offset);
            let places = self.take_blocks();
            self.turn = (self.turn * 2).min(MOST);
            if places.is_empty() && self.fault.is_none() {
                return Ok(());
            }
            let length = places.iter().map(|place| place.length).sum();
            self.expanded.resize(length, 0);
            let mut rest = &mut self.expanded[..];
            let mut work = Vec::with_capacity(places.len());
            for place in &places {
                let (target, behind) = rest.split_at_mut(place.length);
                work.push((&self.compressed[place.compressed.clone()], target));
                rest = behind;
            }
            let done: Vec<Result<(), &'static str>> = work
                .into_par_iter()
                .map_init(
                    || Decompress::new(false),
                    |decoder, (block, target)| block::inflate(decoder, block, target),
                )
                .collect();
            let mut sound = 0;
            for (place, done) in places.iter().zip(done) {
                number += 1;
                if let Err(what) = done {
                    let fault = CompressionError::DamagedBlock { block: number, offset, what };
                    self.fault = Some(fault.into());
                    break;
                }
                sound += place.length;
                offset += place.compressed.len() as u64;
            }
            self.total += sound as u64;
            if self.total > self.limit {
                let fault = CompressionError::TooLong { limit: self.limit };
                self.fault = Some(fault.into());
                continue;
            }
            self.unread = 0..sound;
        }
        Ok(())
    }
}

/// The same error once more.
fn again(error: &io::Error) -> io::Error {
    match CompressionError::of(error) {
        Some(fault) => fault.clone().into(),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

impl<R: Read> BufRead for Reader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread.is_empty() {
            self.expand()?;
        }
        Ok(&self.expanded[self.unread.clone()])
    }

    fn consume(&mut self, count: usize) {
        self.unread.start = (self.unread.start + count).min(self.unread.end);
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.fill_buf()?;
        let count = unread.read(target)?;
        self.consume(count);
        Ok(count)
    }
}
