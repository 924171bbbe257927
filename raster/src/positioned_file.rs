//! A file that many threads read at once: each read names its place, none moves a cursor.

use crate::RasterError;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Bytes that lie somewhere else than in a file of this machine.
pub trait ByteSource: Send + Sync + std::fmt::Debug {
    /// How many there are.
    fn bytes(&self) -> u64;

    /// Fills `buffer` with the bytes from `offset` on.
    ///
    /// # Errors
    /// Where they cannot be had.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()>;

    /// Is told which parts (first byte and count) will be read next, so that they can be brought
    /// together.
    ///
    /// # Errors
    /// Where they cannot be had.
    fn expect(&self, parts: &[(u64, u64)]) -> std::io::Result<()> {
        let _unused = parts;
        Ok(())
    }
}

#[derive(Debug)]
enum Bytes {
    File(File),
    Elsewhere(Box<dyn ByteSource>),
}

/// An open file, by its path.
#[derive(Debug)]
pub(crate) struct PositionedFile {
    source: Bytes,
    path: PathBuf,
    bytes: u64,
}

impl PositionedFile {
    pub(crate) fn open(path: &Path) -> Result<Self, RasterError> {
        let failed = |source| RasterError::Io { what: "open", file: path.to_owned(), source };
        // Before it is opened, which would wait for the other end of a pipe.
        if !std::fs::metadata(path).map_err(failed)?.is_file() {
            return Err(failed(std::io::Error::other("it is no plain file")));
        }
        let file = File::open(path).map_err(failed)?;
        let bytes = file.metadata().map_err(failed)?.len();
        Ok(Self { source: Bytes::File(file), path: path.to_owned(), bytes })
    }

    /// Bytes that lie elsewhere, with a name for messages.
    pub(crate) fn elsewhere(source: Box<dyn ByteSource>, name: &Path) -> Self {
        let bytes = source.bytes();
        Self { source: Bytes::Elsewhere(source), path: name.to_owned(), bytes }
    }

    /// Tells a source that lies elsewhere what will be read.
    pub(crate) fn expect(
        &self,
        parts: impl FnOnce() -> Vec<(u64, u64)>,
    ) -> Result<(), RasterError> {
        let Bytes::Elsewhere(source) = &self.source else { return Ok(()) };
        source.expect(&parts()).map_err(|source| self.failed(source))
    }

    fn failed(&self, source: std::io::Error) -> RasterError {
        RasterError::Io { what: "read", file: self.path.clone(), source }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Its length.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether so many bytes from `offset` lie in the file.
    pub(crate) fn holds(&self, offset: u64, count: u64) -> bool {
        offset.checked_add(count).is_some_and(|end| end <= self.bytes)
    }

    /// Fills `buffer` with the bytes from `offset` on.
    pub(crate) fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), RasterError> {
        let read = match &self.source {
            Bytes::File(file) => read_exact_at(file, offset, buffer),
            Bytes::Elsewhere(source) => source.read_at(offset, buffer),
        };
        read.map_err(|source| self.failed(source))
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, offset: u64, buffer: &mut [u8]) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut offset: u64, mut buffer: &mut [u8]) -> std::io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !buffer.is_empty() {
        match file.seek_read(buffer, offset)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => {
                buffer = &mut buffer[count..];
                offset += count as u64;
            }
        }
    }
    Ok(())
}
