use super::Record;
use crate::compression::{self, Warning};
use crate::fasta::Alphabet;
use crate::lines::{Lines, excerpt, shown};
use crate::{Limits, SequenceFileError};
use std::io::BufRead;
use std::path::Path;

/// Reads records one after the other. A read of no bases, as trimmers leave them, is a record. After an error there
/// are no further ones.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    ended: bool,
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
        Self { lines: Lines::new(content, file, limits), ended: false, warnings: Vec::new() }
    }

    /// What is odd about the file.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
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
        loop {
            if !self.lines.advance()? {
                return Ok(false);
            }
            // Between records, as at the end of many files.
            if !self.lines.line().is_empty() {
                break;
            }
        }
        record.line = self.lines.number();
        self.take_name(record)?;
        self.next_line("the bases", record)?;
        record.sequence.clear();
        record.sequence.extend_from_slice(self.lines.line());
        if let Some(place) = record.sequence.iter().position(|&byte| !Alphabet::Letters.holds(byte))
        {
            return Err(self.stranger(record, &record.sequence, place, "expected a base"));
        }
        self.next_line("the line that begins with `+`", record)?;
        match self.lines.line() {
            [b'+'] => {}
            [b'+', rest @ ..] => {
                let name = rest.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or(rest);
                if name != record.name.as_bytes() {
                    let what = format!(
                        "behind `+` stands `{}`, expected nothing or the name `{}`",
                        excerpt(name),
                        record.name
                    );
                    return Err(self.lines.wrong(what));
                }
            }
            other => {
                let what = format!(
                    "read `{}`: expected `+`, found `{}` (each record has four lines)",
                    record.name,
                    excerpt(other)
                );
                return Err(self.lines.wrong(what));
            }
        }
        self.next_line("the qualities", record)?;
        record.qualities.clear();
        record.qualities.extend_from_slice(self.lines.line());
        let outside = |byte: &u8| !(33..=126).contains(byte);
        if let Some(place) = record.qualities.iter().position(outside) {
            let expected = "expected a quality, from `!` to `~`";
            return Err(self.stranger(record, &record.qualities, place, expected));
        }
        let (bases, qualities) = (record.sequence.len(), record.qualities.len());
        if bases != qualities {
            let what =
                format!("read `{}` has {bases} bases but {qualities} qualities", record.name);
            return Err(self.lines.wrong(what));
        }
        Ok(true)
    }

    fn take_name(&self, record: &mut Record) -> Result<(), SequenceFileError> {
        let line = self.lines.line();
        let Some((b'@', text)) = line.split_first() else {
            let found = excerpt(line);
            let hint = if line[0] == b'>' { "; this looks like FASTA" } else { "" };
            return Err(self
                .lines
                .wrong(format!("expected `@` and a name, found `{found}`{hint}")));
        };
        let text = std::str::from_utf8(text)
            .map_err(|_| self.lines.wrong("the name is not UTF-8; convert the file"))?;
        let (name, description) = text.split_once([' ', '\t']).unwrap_or((text, ""));
        if name.is_empty() {
            return Err(self.lines.wrong("behind `@` stands no name"));
        }
        record.name.clear();
        record.name.push_str(name);
        record.description.clear();
        record.description.push_str(description.trim());
        Ok(())
    }

    fn next_line(&mut self, what: &str, record: &Record) -> Result<(), SequenceFileError> {
        if self.lines.advance()? {
            return Ok(());
        }
        let what = format!("the file ends before {what} of read `{}`", record.name);
        Err(self.lines.wrong(what))
    }

    fn stranger(
        &self,
        record: &Record,
        bytes: &[u8],
        place: usize,
        expected: &str,
    ) -> SequenceFileError {
        let (column, byte) = (place + 1, shown(bytes[place]));
        self.lines.wrong(format!("column {column} of read `{}` is {byte}, {expected}", record.name))
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
