use super::{END, VirtualPosition};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use std::io::{self, Write};

/// Content of a block: less than 64 KiB, so that a block that does not compress has room for its header too.
const CONTENT: usize = 0xff00;

/// Writes BGZF.
///
/// [`Writer::finish`] writes the block that marks the end; a file without it counts as cut off.
#[derive(Debug)]
pub struct Writer<W> {
    target: W,
    encoder: Compress,
    content: Vec<u8>,
    block: Vec<u8>,
    written: u64,
}

impl<W: Write> Writer<W> {
    /// Writes to `target` at gzip's level 6.
    pub fn new(target: W) -> Self {
        let encoder = Compress::new(Compression::new(6), false);
        Self { target, encoder, content: Vec::new(), block: Vec::new(), written: 0 }
    }

    /// The place of the next byte, as an index states it.
    #[must_use]
    pub fn position(&self) -> VirtualPosition {
        // The content is shorter than a block's longest.
        VirtualPosition::new(self.written, self.content.len() as u16)
    }

    /// Ends the block that is begun, and the file; gives the target back.
    ///
    /// # Errors
    /// What the target says.
    pub fn finish(mut self) -> io::Result<W> {
        self.end_block()?;
        self.target.write_all(&END)?;
        self.target.flush()?;
        Ok(self.target)
    }

    /// Writes what is collected as a block, if there is anything.
    fn end_block(&mut self) -> io::Result<()> {
        if self.content.is_empty() {
            return Ok(());
        }
        self.block.clear();
        self.block.extend_from_slice(&END[..18]);
        // A stored block is five bytes longer than its content; there is room for the largest.
        self.block.reserve(CONTENT + 1024);
        self.encoder.reset();
        let status =
            self.encoder.compress_vec(&self.content, &mut self.block, FlushCompress::Finish);
        if !matches!(status, Ok(Status::StreamEnd)) {
            return Err(io::Error::other("a block could not be compressed"));
        }
        let mut sum = Crc::new();
        sum.update(&self.content);
        self.block.extend_from_slice(&sum.sum().to_le_bytes());
        self.block.extend_from_slice(&(self.content.len() as u32).to_le_bytes());
        let last = u16::try_from(self.block.len() - 1)
            .map_err(|_| io::Error::other("a block became longer than 64 KiB"))?;
        self.block[16..18].copy_from_slice(&last.to_le_bytes());
        self.target.write_all(&self.block)?;
        self.written += self.block.len() as u64;
        self.content.clear();
        Ok(())
    }
}

impl<W: Write> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(CONTENT - self.content.len());
        self.content.extend_from_slice(&bytes[..count]);
        if self.content.len() == CONTENT {
            self.end_block()?;
        }
        Ok(count)
    }

    /// Ends the block, so that all that was written can be read.
    fn flush(&mut self) -> io::Result<()> {
        self.end_block()?;
        self.target.flush()
    }
}
