use super::{Alphabet, Reader, Record};
use crate::{Limits, Region, SequenceFileError};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// All sequences of a genome, in memory, in the file's order.
///
/// ```
/// use neuron_sequence_files::fasta::{Record, Reference};
///
/// let reference = Reference::new("tiny", [Record::new("chr1", "ACGTac"), Record::new("chr2", "GG")])?;
/// assert_eq!(reference.slice(&"chr1:2-4".parse()?)?, b"CGT");
/// assert_eq!(reference.sequence("chr2"), Some(&b"GG"[..]));
/// let error = reference.slice(&"1:2-4".parse()?).unwrap_err();
/// assert_eq!(error.to_string(), "`tiny` has no sequence `1`; it has `chr1`, `chr2`");
/// # Ok::<(), neuron_sequence_files::SequenceFileError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reference {
    file: String,
    records: Vec<Record>,
    places: BTreeMap<String, usize>,
}

impl Reference {
    /// Reads a file of nucleotides, plain or compressed.
    ///
    /// # Errors
    /// As [`Reader::read_all`].
    pub fn read(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let records = Reader::open(path, limits)?.of(Alphabet::Nucleotides).read_all()?;
        Self::new(&path.display().to_string(), records)
    }

    /// Sequences that are here already; `file` is their name in messages.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] where two have one name.
    pub fn new(
        file: &str,
        records: impl IntoIterator<Item = Record>,
    ) -> Result<Self, SequenceFileError> {
        let records: Vec<Record> = records.into_iter().collect();
        let mut places = BTreeMap::new();
        for (place, record) in records.iter().enumerate() {
            if places.insert(record.name.clone(), place).is_some() {
                let what = format!("has two sequences `{}`", record.name);
                return Err(SequenceFileError::File { file: file.to_owned(), what });
            }
        }
        Ok(Self { file: file.to_owned(), records, places })
    }

    /// Turns lower-case letters, which mark repeats, into upper-case ones.
    pub fn make_uppercase(&mut self) {
        for record in &mut self.records {
            record.sequence.make_ascii_uppercase();
        }
    }

    /// The file's name, for messages.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The sequences, in the file's order.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The place of a sequence in the file's order.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// A whole sequence.
    #[must_use]
    pub fn sequence(&self, name: &str) -> Option<&[u8]> {
        Some(&self.records[self.place(name)?].sequence)
    }

    /// A part of a sequence, counted from 0 with its end outside.
    ///
    /// # Errors
    /// [`SequenceFileError::File`] where there is no such sequence, or it ends before.
    pub fn bases(&self, name: &str, range: Range<u64>) -> Result<&[u8], SequenceFileError> {
        let sequence = self.sequence(name).ok_or_else(|| {
            let names = self.records.iter().map(|record| record.name.as_str());
            unknown(&self.file, name, names)
        })?;
        let (start, end) = (usize::try_from(range.start), usize::try_from(range.end));
        let part = start.ok().zip(end.ok()).and_then(|(start, end)| sequence.get(start..end));
        part.ok_or_else(|| beyond(&self.file, name, &range, sequence.len() as u64))
    }

    /// A region; one without an end goes to the sequence's.
    ///
    /// # Errors
    /// As [`Reference::bases`].
    pub fn slice(&self, region: &Region) -> Result<&[u8], SequenceFileError> {
        let length = self.sequence(&region.contig).map_or(0, |sequence| sequence.len() as u64);
        self.bases(&region.contig, region.start - 1..region.end.unwrap_or(length))
    }
}

/// A sequence that a file does not have.
pub(crate) fn unknown<'a>(
    file: &str,
    name: &str,
    names: impl Iterator<Item = &'a str>,
) -> SequenceFileError {
    let mut there: Vec<String> = names.take(6).map(|name| format!("`{name}`")).collect();
    if there.len() > 5 {
        there[5] = "…".to_owned();
    }
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    let what = format!("has no sequence `{name}`; it has {there}");
    SequenceFileError::File { file: file.to_owned(), what }
}

/// A part that a sequence does not have.
pub(crate) fn beyond(file: &str, name: &str, range: &Range<u64>, length: u64) -> SequenceFileError {
    let (first, last) = (range.start.saturating_add(1), range.end);
    let what = format!("has no bases {first} to {last} of `{name}`, which has {length}");
    SequenceFileError::File { file: file.to_owned(), what }
}
