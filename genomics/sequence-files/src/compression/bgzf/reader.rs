use super::super::CompressionError;
use super::batch::{Place, inflate_all};
use super::block;
use super::blocks::RawBlocks;
use std::io::{self, BufRead, Read};
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
    blocks: RawBlocks<R>,
    /// Whole blocks, one behind the other.
    compressed: Vec<u8>,
    expanded: Vec<u8>,
    unread: Range<usize>,
    /// Blocks of the next turn.
    turn: usize,
    total: u64,
    limit: u64,
    /// What is wrong behind the blocks that are still sound.
    fault: Option<io::Error>,
}

impl<R: Read> Reader<R> {
    /// Reads BGZF content from its first block on.
    pub fn new(content: R) -> Self {
        Self {
            blocks: RawBlocks::new(content),
            compressed: Vec::new(),
            expanded: Vec::new(),
            unread: 0..0,
            turn: FIRST,
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

    /// Takes blocks until a turn is full, the file ends, or something is wrong.
    fn take_blocks(&mut self) -> Vec<Place> {
        self.compressed.clear();
        let mut places = Vec::with_capacity(self.turn);
        while places.len() < self.turn {
            let start = self.compressed.len();
            let offset = match self.blocks.take_into(&mut self.compressed) {
                Ok(Some(offset)) => offset,
                Ok(None) => break,
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
            };
            match block::expanded(&self.compressed[start..]) {
                Ok(length) => {
                    places.push(Place { compressed: start..self.compressed.len(), length });
                }
                Err(what) => {
                    let block = self.blocks.taken();
                    let fault = CompressionError::DamagedBlock { block, offset, what };
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
            let (before, start) = (self.blocks.taken(), self.blocks.offset());
            let places = self.take_blocks();
            self.turn = (self.turn * 2).min(MOST);
            if places.is_empty() && self.fault.is_none() {
                return Ok(());
            }
            let (sound, fault) = inflate_all(&self.compressed, &places, &mut self.expanded);
            if let Some((place, what)) = fault {
                let block = before + place as u64 + 1;
                let offset = start + places[place].compressed.start as u64;
                let fault = CompressionError::DamagedBlock { block, offset, what };
                self.fault = Some(fault.into());
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
