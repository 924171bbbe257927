use super::Alphabet;
use super::index::{Entry, Index};
use super::reference::beyond;
use crate::compression::{self, Compression};
use crate::lines::shown;
use crate::{Limits, Region, SequenceFileError};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A FASTA file of which only the bases are read that are asked for. It is not compressed; a compressed one is read
/// whole as a [`Reference`](super::Reference).
///
/// ```
/// use neuron_sequence_files::{Limits, fasta::IndexedFasta};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("a.fa");
/// std::fs::write(&path, b">a\nACGT\nAC\n>b\nG\n")?;
/// let mut file = IndexedFasta::open(&path, Limits::default())?;
/// assert_eq!(file.slice(&"a:3-5".parse()?)?, b"GTA");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct IndexedFasta {
    file: File,
    path: PathBuf,
    index: Index,
    limits: Limits,
}

impl IndexedFasta {
    /// Opens a file, with the index beside it (`.fai`) where there is one; else it is read once to build it.
    ///
    /// # Errors
    /// [`SequenceFileError`]: it cannot be read, is compressed, or its lines have different lengths.
    pub fn open(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let failed = |error| SequenceFileError::io("read", path, error);
        let name = path.display().to_string();
        if compression::open_with(path, limits)?.kind != Compression::Plain {
            let what = "is compressed, and parts can be read of a plain file alone; decompress it"
                .to_owned();
            return Err(SequenceFileError::File { file: name, what });
        }
        let file = File::open(path).map_err(failed)?;
        let beside = path.with_added_extension("fai");
        let index = match File::open(&beside) {
            Ok(index) => Index::parse(BufReader::new(index), &beside.display().to_string())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Index::build(BufReader::with_capacity(1 << 18, &file), &name)?
            }
            Err(error) => return Err(SequenceFileError::io("read", &beside, error)),
        };
        Ok(Self { file, path: path.to_owned(), index, limits })
    }

    /// The index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// A region; one without an end goes to the sequence's.
    ///
    /// # Errors
    /// As [`IndexedFasta::bases`].
    pub fn slice(&mut self, region: &Region) -> Result<Vec<u8>, SequenceFileError> {
        let length = self.index.entry(&region.contig, &self.path.display().to_string())?.length;
        self.bases(&region.contig, region.start - 1..region.end.unwrap_or(length))
    }

    /// Bases of a sequence, counted from 0 with the end outside.
    ///
    /// # Errors
    /// [`SequenceFileError::File`]: there is no such sequence, it ends before, it is longer than
    /// [`Limits::sequence_bytes`], or the index is not this file's.
    pub fn bases(&mut self, name: &str, range: Range<u64>) -> Result<Vec<u8>, SequenceFileError> {
        let file = self.path.display().to_string();
        let entry = self.index.entry(name, &file)?;
        if range.start > range.end || range.end > entry.length {
            return Err(beyond(&file, name, &range, entry.length));
        }
        let wrong = |what: String| SequenceFileError::File { file: file.clone(), what };
        if range.end - range.start > self.limits.sequence_bytes {
            let limit = self.limits.sequence_bytes;
            return Err(wrong(format!("is asked for more than the {limit} bases allowed")));
        }
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let bytes = entry.byte(range.start)..entry.byte(range.end - 1) + 1;
        let mut text = Vec::new();
        let failed = |error| SequenceFileError::io("read", &self.path, error);
        self.file.seek(SeekFrom::Start(bytes.start)).map_err(failed)?;
        let count = bytes.end - bytes.start;
        self.file.by_ref().take(count).read_to_end(&mut text).map_err(failed)?;
        let bases = bases(entry, &text, range.start);
        bases.filter(|bases| bases.len() as u64 == range.end - range.start).ok_or_else(|| {
            let found = text.iter().find(|byte| !Alphabet::Letters.holds(**byte) && !byte.is_ascii_whitespace());
            let found = found.map_or_else(|| "no bases".to_owned(), |byte| shown(*byte));
            wrong(format!(
                "has {found} where its index says are bases of `{name}`; make the index again by `samtools faidx`"
            ))
        })
    }
}

/// The bases of lines, of which the first begins with base `start`; none where the ends of lines lie elsewhere.
fn bases(entry: &Entry, text: &[u8], start: u64) -> Option<Vec<u8>> {
    let mut found = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut left = entry.line_bases - start % entry.line_bases;
    while !rest.is_empty() {
        let line = rest.get(..(left as usize).min(rest.len()))?;
        if !line.iter().all(|byte| Alphabet::Letters.holds(*byte)) {
            return None;
        }
        found.extend_from_slice(line);
        rest = &rest[line.len()..];
        if !rest.is_empty() {
            let end = rest.get(..(entry.line_bytes - entry.line_bases) as usize)?;
            if !matches!(end, b"\n" | b"\r\n") {
                return None;
            }
            rest = &rest[end.len()..];
        }
        left = entry.line_bases;
    }
    Some(found)
}
