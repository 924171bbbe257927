use super::kind::foreign;
use super::{Compression, CompressionError, GzipReader, Warning, bgzf};
use crate::{Limits, SequenceFileError};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes by which content is recognised.
const HEAD: u64 = 512;
/// Bytes that are read at once from a plain file.
const BUFFER: usize = 256 << 10;

/// Content that is ready to be read, expanded where it was compressed.
pub struct Opened {
    /// The content.
    pub reader: Box<dyn BufRead + Send>,
    /// How it is compressed.
    pub kind: Compression,
    /// What is odd about the file.
    pub warnings: Vec<Warning>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened")
            .field("kind", &self.kind)
            .field("warnings", &self.warnings)
            .finish_non_exhaustive()
    }
}

/// Opens a file, within the usual limits. A pipe is read as well; only its end cannot be looked at beforehand.
///
/// ```
/// use neuron_sequence_files::compression::{Compression, open};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("a.fa.gz");
/// std::fs::write(&path, b">a\nACGT\n")?;
/// // Its name says gzip; its content does not.
/// assert_eq!(open(&path)?.kind, Compression::Plain);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`SequenceFileError::Io`] where it cannot be opened. Damaged compression is found where it is read.
pub fn open(path: &Path) -> Result<Opened, SequenceFileError> {
    open_with(path, Limits::default())
}

/// Opens a file.
///
/// # Errors
/// [`SequenceFileError::Io`] where it cannot be opened.
pub fn open_with(path: &Path, limits: Limits) -> Result<Opened, SequenceFileError> {
    let failed = |error| SequenceFileError::io("read", path, error);
    let mut file = File::open(path).map_err(failed)?;
    let about = file.metadata().map_err(failed)?;
    if about.is_dir() {
        return Err(failed(io::Error::other("it is a folder")));
    }
    let ended = if about.is_file() { Some(has_end(&mut file).map_err(failed)?) } else { None };
    let mut opened = from_reader(file, limits).map_err(failed)?;
    if opened.kind == Compression::Bgzf && ended == Some(false) {
        opened.warnings.push(Warning::MissingEnd);
    }
    Ok(opened)
}

/// Reads content that lies elsewhere than in a file.
///
/// # Errors
/// What the reader says, or [`CompressionError::Foreign`].
pub fn from_reader(mut content: impl Read + Send + 'static, limits: Limits) -> io::Result<Opened> {
    let mut head = Vec::new();
    content.by_ref().take(HEAD).read_to_end(&mut head)?;
    if let Some(format) = foreign(&head) {
        return Err(CompressionError::Foreign { format }.into());
    }
    let kind = Compression::of(&head);
    let content = Cursor::new(head).chain(content);
    let reader: Box<dyn BufRead + Send> = match kind {
        Compression::Plain => Box::new(BufReader::with_capacity(BUFFER, content)),
        Compression::Gzip => Box::new(GzipReader::new(content, limits.expanded_bytes)),
        Compression::Bgzf => Box::new(bgzf::Reader::new(content).with_limit(limits.expanded_bytes)),
    };
    Ok(Opened { reader, kind, warnings: Vec::new() })
}

/// Whether the last bytes are those of BGZF's last block. The file is then at its start again.
fn has_end(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut tail = [0; bgzf::END.len()];
    let long_enough = length >= tail.len() as u64;
    if long_enough {
        file.seek(SeekFrom::End(-(tail.len() as i64)))?;
        file.read_exact(&mut tail)?;
    }
    file.rewind()?;
    Ok(long_enough && tail == bgzf::END)
}
