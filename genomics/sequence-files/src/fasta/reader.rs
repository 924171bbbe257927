use super::{Alphabet, Record};
use crate::compression::{self, Warning};
use crate::lines::{Lines, excerpt, shown};
use crate::{Limits, SequenceFileError};
use std::io::BufRead;
use std::path::Path;

/// Reads records one after the other, in the memory of the longest.
///
/// Lines end in `\n` or `\r\n`; empty ones are passed over. A record without letters is an error, unless
/// [`Reader::allowing_empty`] is asked for; so is anything but letters, `*`, `-` and `.`. After an error there are no
/// further records.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    limits: Limits,
    alphabet: Alphabet,
    empty: bool,
    ended: bool,
    /// Whether the line of a name was taken already.
    header: bool,
    warnings: Vec<Warning>,
}

impl Reader<Box<dyn BufRead + Send>> {
    /// Opens a file, plain or compressed.
    ///
    /// # Errors
    /// [`SequenceFileError::Io`].
    pub fn open(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let opened = compression::open_with(path, limits)?;
        let mut reader = Self::with_limits(opened.reader, &path.display().to_string(), limits);
        reader.warnings = opened.warnings;
        Ok(reader)
    }
}

impl<R: BufRead> Reader<R> {
    /// Reads content, for whose messages `file` is its name.
    pub fn new(content: R, file: &str) -> Self {
        Self::with_limits(content, file, Limits::default())
    }

    /// Reads content within limits.
    pub fn with_limits(content: R, file: &str, limits: Limits) -> Self {
        Self {
            lines: Lines::new(content, file, limits),
            limits,
            alphabet: Alphabet::default(),
            empty: false,
            ended: false,
            header: false,
            warnings: Vec::new(),
        }
    }

    /// Takes only the letters of an alphabet.
    #[must_use]
    pub fn of(mut self, alphabet: Alphabet) -> Self {
        self.alphabet = alphabet;
        self
    }

    /// Takes records without letters too.
    #[must_use]
    pub fn allowing_empty(mut self) -> Self {
        self.empty = true;
        self
    }

    /// What is odd about the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The file's name, for messages.
    pub fn file(&self) -> &str {
        self.lines.file()
    }

    /// Reads the next record into the memory of an earlier one; false behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] with the line, [`SequenceFileError::Io`].
    pub fn read_record(&mut self, record: &mut Record) -> Result<bool, SequenceFileError> {
        if self.ended {
            return Ok(false);
        }
        let read = self.next_record(record);
        self.ended = !matches!(read, Ok(true));
        read
    }

    fn next_record(&mut self, record: &mut Record) -> Result<bool, SequenceFileError> {
        record.sequence.clear();
        while !self.header {
            if !self.lines.advance()? {
                return Ok(false);
            }
            match self.lines.line().first() {
                Some(b'>') => self.header = true,
                None => {}
                Some(_) => {
                    let what = format!(
                        "expected `>` and a name before the first sequence, found `{}`",
                        excerpt(self.lines.line())
                    );
                    return Err(self.lines.wrong(what));
                }
            }
        }
        self.header = false;
        record.line = self.lines.number();
        self.take_name(record)?;
        while let Some(first) = self.lines.peek()? {
            if first == b'>' {
                break;
            }
            self.take_sequence(record)?;
        }
        if record.sequence.is_empty() && !self.empty {
            let what =
                format!("record `{}` has no sequence; give it one or leave it out", record.name);
            return Err(self.lines.wrong_at(record.line, what));
        }
        Ok(true)
    }

    /// Takes name and description from the line that was read last.
    fn take_name(&self, record: &mut Record) -> Result<(), SequenceFileError> {
        let text = std::str::from_utf8(&self.lines.line()[1..])
            .map_err(|_| self.lines.wrong("the name is not UTF-8; convert the file"))?;
        let (name, description) = text.split_once([' ', '\t']).unwrap_or((text, ""));
        if name.is_empty() {
            return Err(self.lines.wrong("behind `>` stands no name"));
        }
        record.name.clear();
        record.name.push_str(name);
        record.description.clear();
        record.description.push_str(description.trim());
        Ok(())
    }

    /// Appends a line of letters.
    fn take_sequence(&mut self, record: &mut Record) -> Result<(), SequenceFileError> {
        let start = record.sequence.len();
        let room = self.limits.sequence_bytes.saturating_sub(start as u64);
        // One more than there is room for, for the `\r` of a last line.
        self.lines.append_line(&mut record.sequence, room.saturating_add(1)).map_err(|error| {
            match error {
                SequenceFileError::Line { .. } => self.too_long(record),
                other => other,
            }
        })?;
        if record.sequence.len() as u64 > self.limits.sequence_bytes {
            return Err(self.too_long(record));
        }
        while record.sequence.len() > start && matches!(record.sequence.last(), Some(b' ' | b'\t'))
        {
            record.sequence.pop();
        }
        match self.alphabet.stranger(&record.sequence[start..]) {
            None => Ok(()),
            Some(place) => {
                let byte = record.sequence[start + place];
                Err(self.lines.wrong(format!(
                    "column {} of record `{}` is {}, expected {}",
                    place + 1,
                    record.name,
                    shown(byte),
                    self.alphabet.expected()
                )))
            }
        }
    }

    fn too_long(&self, record: &Record) -> SequenceFileError {
        let limit = self.limits.sequence_bytes;
        self.lines
            .wrong(format!("record `{}` is longer than the {limit} bases allowed", record.name))
    }

    /// Reads all records that are left, of a file that has one at least, each with a name of its own.
    ///
    /// # Errors
    /// As [`Reader::read_record`]; there is none, a name comes twice, or all together are longer than
    /// [`Limits::sequence_bytes`].
    pub fn read_all(mut self) -> Result<Vec<Record>, SequenceFileError> {
        let mut records: Vec<Record> = Vec::new();
        let mut names = std::collections::BTreeMap::new();
        let mut total = 0;
        loop {
            let mut record = Record::default();
            if !self.read_record(&mut record)? {
                break;
            }
            if let Some(line) = names.insert(record.name.clone(), record.line) {
                let what = format!("record `{}` was there already, at line {line}", record.name);
                return Err(self.lines.wrong_at(record.line, what));
            }
            total += record.sequence.len() as u64;
            if total > self.limits.sequence_bytes {
                let limit = self.limits.sequence_bytes;
                let what =
                    format!("the sequences up to here are longer than the {limit} bases allowed");
                return Err(self.lines.wrong(what));
            }
            records.push(record);
        }
        if records.is_empty() {
            let what = "holds no record, expected FASTA".to_owned();
            return Err(SequenceFileError::File { file: self.lines.file().to_owned(), what });
        }
        Ok(records)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Record, SequenceFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = Record::default();
        match self.read_record(&mut record) {
            Ok(true) => Some(Ok(record)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}
