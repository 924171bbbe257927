use super::super::CompressionError;
use super::block;
use flate2::Decompress;
use std::io::{self, BufReader, Read};

/// Takes whole blocks, still compressed, one after the other.
#[derive(Debug)]
pub(super) struct RawBlocks<R> {
    content: BufReader<R>,
    taken: u64,
    offset: u64,
}

impl<R: Read> RawBlocks<R> {
    pub(super) fn new(content: R) -> Self {
        Self { content: BufReader::with_capacity(1 << 20, content), taken: 0, offset: 0 }
    }

    /// Blocks that were taken.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// Where the next one starts.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Appends the next block, and gives where it starts; none at the end of the file.
    pub(super) fn take_into(&mut self, target: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let start = target.len();
        let found = self.take(block::FIXED, target)?;
        if found == 0 {
            return Ok(None);
        }
        let (number, offset) = (self.taken + 1, self.offset);
        let cut = |found: usize, expected: usize| -> io::Error {
            let (found, expected) = (found as u64, expected as u64);
            CompressionError::TruncatedBlock { block: number, offset, found, expected }.into()
        };
        let none = || CompressionError::NoBlock { offset, blocks: number - 1 };
        if found < block::FIXED {
            let likely = target[start..].starts_with(&block::END[..found.min(4)]);
            return Err(if likely { cut(found, block::FIXED) } else { none().into() });
        }
        let extra = block::extra(&target[start..]).ok_or_else(none)?;
        if self.take(extra, target)? < extra {
            return Err(cut(target.len() - start, block::FIXED + extra));
        }
        let length = block::length(&target[start..]).ok_or_else(none)?;
        let rest = length - (block::FIXED + extra);
        if self.take(rest, target)? < rest {
            return Err(cut(target.len() - start, length));
        }
        self.taken += 1;
        self.offset += length as u64;
        Ok(Some(offset))
    }

    /// Appends so many bytes, or all that are left; gives their number.
    fn take(&mut self, count: usize, target: &mut Vec<u8>) -> io::Result<usize> {
        self.content.by_ref().take(count as u64).read_to_end(target)
    }
}

/// Expands BGZF blocks one after the other, and says where each lies in the file, as an index needs it.
///
/// ```
/// use neuron_sequence_files::compression::bgzf::{Blocks, Writer};
/// use std::io::Write;
///
/// let mut writer = Writer::new(Vec::new());
/// writer.write_all(b"one")?;
/// writer.flush()?;
/// writer.write_all(b"two")?;
/// let file = writer.finish()?;
///
/// let mut blocks = Blocks::new(&file[..]);
/// assert_eq!(blocks.advance()?, Some(0));
/// assert_eq!(blocks.content(), b"one");
/// let second = blocks.next_offset();
/// assert_eq!(blocks.advance()?, Some(second));
/// assert_eq!(blocks.content(), b"two");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Blocks<R> {
    blocks: RawBlocks<R>,
    decoder: Decompress,
    compressed: Vec<u8>,
    expanded: Vec<u8>,
}

impl<R: Read> Blocks<R> {
    /// Reads BGZF content from its first block on.
    pub fn new(content: R) -> Self {
        Self {
            blocks: RawBlocks::new(content),
            decoder: Decompress::new(false),
            compressed: Vec::new(),
            expanded: Vec::new(),
        }
    }

    /// Expands the next block and gives the byte of the file at which it starts; none at the end.
    ///
    /// # Errors
    /// What the reader says, or a [`CompressionError`].
    pub fn advance(&mut self) -> io::Result<Option<u64>> {
        self.compressed.clear();
        let Some(offset) = self.blocks.take_into(&mut self.compressed)? else { return Ok(None) };
        let block = self.blocks.taken();
        let damaged = |what| CompressionError::DamagedBlock { block, offset, what };
        let length = block::expanded(&self.compressed).map_err(damaged)?;
        self.expanded.resize(length, 0);
        block::inflate(&mut self.decoder, &self.compressed, &mut self.expanded).map_err(damaged)?;
        Ok(Some(offset))
    }

    /// What the block holds.
    pub fn content(&self) -> &[u8] {
        &self.expanded
    }

    /// The byte of the file at which the next block starts.
    pub fn next_offset(&self) -> u64 {
        self.blocks.offset()
    }
}
