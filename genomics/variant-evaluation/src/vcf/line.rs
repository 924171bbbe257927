use crate::EvaluationError;
use std::io::{BufRead, Read};

/// The longest line that is read: files with hundreds of thousands of samples stay below it.
const LONGEST: u64 = 64 << 20;

/// Lines of a file, counted, none longer than a limit.
#[derive(Debug)]
pub(super) struct LineReader<R> {
    reader: R,
    file: String,
    line: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> LineReader<R> {
    pub(super) fn new(reader: R, file: &str) -> Self {
        Self { reader, file: file.to_owned(), line: 0, buffer: Vec::new() }
    }

    /// Name of the file.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Number of the line read last, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The next line without its end; `None` after the last.
    pub(super) fn next_line(&mut self) -> Result<Option<&str>, EvaluationError> {
        self.buffer.clear();
        let read = self.reader.by_ref().take(LONGEST + 1).read_until(b'\n', &mut self.buffer);
        let bytes =
            read.map_err(|cause| EvaluationError::Read { file: self.file.clone(), cause })?;
        if bytes == 0 {
            return Ok(None);
        }
        self.line += 1;
        let wrong = |what: String| EvaluationError::Record {
            file: self.file.clone(),
            line: self.line,
            what,
        };
        if bytes as u64 > LONGEST {
            return Err(wrong(format!("the line is longer than {LONGEST} bytes")));
        }
        if self.line == 1 {
            let compressed = self.buffer.starts_with(&[0x1f, 0x8b]);
            if compressed || self.buffer.starts_with(b"BCF") {
                let kind = if compressed { "compressed data" } else { "BCF" };
                return Err(wrong(format!("found {kind}, expected VCF as text")));
            }
        }
        while matches!(self.buffer.last(), Some(b'\n' | b'\r')) {
            self.buffer.pop();
        }
        match std::str::from_utf8(&self.buffer) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(wrong("the line is not UTF-8".to_owned())),
        }
    }
}
