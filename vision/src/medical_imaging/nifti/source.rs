use crate::medical_imaging::ImagingError;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Most bytes that one of a deflated stream becomes (RFC 1951: 258 bytes of two bits).
const MOST_A_BYTE: u64 = 1032;

/// True for the start of a gzip file (RFC 1952).
pub(in crate::medical_imaging) fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(&[0x1f, 0x8b])
}

/// A file as it is, or as it is inflated.
pub(super) struct Source<'a> {
    file: &'a Path,
    reader: Reader,
    /// No more can come out of it.
    most: u64,
}

enum Reader {
    Plain(BufReader<File>),
    Gzip(Box<MultiGzDecoder<BufReader<File>>>),
}

impl<'a> Source<'a> {
    /// Opens a file; that it is compressed is told by its content.
    pub(super) fn open(file: &'a Path) -> Result<Self, ImagingError> {
        let fail = |error: std::io::Error| ImagingError::file(file, error);
        let opened = File::open(file).map_err(fail)?;
        let about = opened.metadata().map_err(fail)?;
        if about.is_dir() {
            return Err(ImagingError::file(file, "it is a folder"));
        }
        let mut reader = BufReader::new(opened);
        let gzip = is_gzip(reader.fill_buf().map_err(fail)?);
        let bytes = about.len();
        let (reader, most) = if gzip {
            let decoder = Box::new(MultiGzDecoder::new(reader));
            (Reader::Gzip(decoder), bytes.saturating_mul(MOST_A_BYTE))
        } else {
            (Reader::Plain(reader), bytes)
        };
        Ok(Self { file, reader, most })
    }

    pub(super) const fn is_gzip(&self) -> bool {
        matches!(self.reader, Reader::Gzip(_))
    }

    /// Says that the file cannot hold so many bytes, if it cannot: before memory is taken for them.
    pub(super) fn check_holds(&self, part: &str, expected: u64) -> Result<(), ImagingError> {
        if expected <= self.most {
            return Ok(());
        }
        Err(self.short(part, expected, self.most))
    }

    /// Goes over the first bytes. What is compressed has to be inflated, and is thrown away.
    pub(super) fn skip(&mut self, bytes: u64) -> Result<(), ImagingError> {
        let gone = match &mut self.reader {
            Reader::Plain(reader) => reader.seek(SeekFrom::Start(bytes)).map(|_| bytes),
            Reader::Gzip(reader) => std::io::copy(&mut reader.take(bytes), &mut std::io::sink()),
        };
        let gone = gone.map_err(|error| ImagingError::file(self.file, error))?;
        if gone < bytes {
            return Err(self.short("what is before the voxels", bytes, gone));
        }
        Ok(())
    }

    /// Fills as much of the buffer as there is; gives how much.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, ImagingError> {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            let read = match &mut self.reader {
                Reader::Plain(reader) => reader.read(rest),
                Reader::Gzip(reader) => reader.read(rest),
            };
            match read {
                Ok(0) => break,
                Ok(bytes) => filled += bytes,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ImagingError::file(self.file, error)),
            }
        }
        Ok(filled)
    }

    pub(super) fn short(&self, part: &str, expected: u64, found: u64) -> ImagingError {
        let file = self.file.display().to_string();
        ImagingError::Short { file, part: part.to_owned(), expected, found }
    }
}
