use super::CompressionError;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes that are expanded at once.
const CHUNK: usize = 256 << 10;

/// gzip of one or several members, with a limit to what it expands to.
#[derive(Debug)]
pub struct GzipReader<R> {
    decoder: MultiGzDecoder<BufReader<R>>,
    buffer: Box<[u8]>,
    /// The part of `buffer` that was not read yet.
    unread: std::ops::Range<usize>,
    expanded: u64,
    limit: u64,
}

impl<R: Read> GzipReader<R> {
    /// Reads compressed content that may expand to `limit` bytes.
    pub fn new(content: R, limit: u64) -> Self {
        let content = BufReader::with_capacity(CHUNK, content);
        Self {
            decoder: MultiGzDecoder::new(content),
            buffer: vec![0; CHUNK].into_boxed_slice(),
            unread: 0..0,
            expanded: 0,
            limit,
        }
    }

    fn failed(&self, error: io::Error) -> io::Error {
        let expanded = self.expanded;
        match error.kind() {
            io::ErrorKind::UnexpectedEof => CompressionError::TruncatedGzip { expanded }.into(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                CompressionError::DamagedGzip { expanded, what: error.to_string() }.into()
            }
            _ => error,
        }
    }
}

impl<R: Read> BufRead for GzipReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread.is_empty() {
            let count = loop {
                match self.decoder.read(&mut self.buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(self.failed(error)),
                    Ok(count) => break count,
                }
            };
            self.expanded += count as u64;
            if self.expanded > self.limit {
                return Err(CompressionError::TooLong { limit: self.limit }.into());
            }
            self.unread = 0..count;
        }
        Ok(&self.buffer[self.unread.clone()])
    }

    fn consume(&mut self, count: usize) {
        self.unread.start = (self.unread.start + count).min(self.unread.end);
    }
}

impl<R: Read> Read for GzipReader<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.fill_buf()?;
        let count = unread.read(target)?;
        self.consume(count);
        Ok(count)
    }
}
