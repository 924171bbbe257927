//! Lines of text, with their numbers.

use crate::{Limits, SequenceFileError};
use memchr::memchr;
use std::io::BufRead;

/// Lines without their ends (`\n` or `\r\n`), of content that has a name for messages.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    reader: R,
    file: String,
    number: u64,
    limit: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(reader: R, file: &str, limits: Limits) -> Self {
        let (file, limit) = (file.to_owned(), limits.line_bytes);
        Self { reader, file, number: 0, limit, buffer: Vec::new() }
    }

    /// The number of the line that was read last, counted from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// Something that is wrong with the line that was read last.
    pub(crate) fn wrong(&self, what: impl Into<String>) -> SequenceFileError {
        self.wrong_at(self.number, what)
    }

    pub(crate) fn wrong_at(&self, line: u64, what: impl Into<String>) -> SequenceFileError {
        SequenceFileError::Line { file: self.file.clone(), line, what: what.into() }
    }

    fn failed(&self, source: std::io::Error) -> SequenceFileError {
        SequenceFileError::Io { what: "read", file: self.file.clone(), source }
    }

    /// Takes the next line; false at the end.
    pub(crate) fn advance(&mut self) -> Result<bool, SequenceFileError> {
        self.buffer.clear();
        let limit = self.limit;
        let mut buffer = std::mem::take(&mut self.buffer);
        let found = self.append_line(&mut buffer, limit);
        self.buffer = buffer;
        if !found? {
            return Ok(false);
        }
        // What some editors put before a text's first letter.
        if self.number == 1 && self.buffer.starts_with(b"\xef\xbb\xbf") {
            self.buffer.drain(..3);
        }
        Ok(true)
    }

    /// The line that was taken last.
    pub(crate) fn line(&self) -> &[u8] {
        &self.buffer
    }

    /// The first byte of the line that comes next, or none at the end.
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, SequenceFileError> {
        loop {
            match self.reader.fill_buf() {
                Ok(bytes) => return Ok(bytes.first().copied()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failed(error)),
            }
        }
    }

    /// Appends the next line to `target`, without its end; false at the end of the content.
    pub(crate) fn append_line(
        &mut self,
        target: &mut Vec<u8>,
        limit: u64,
    ) -> Result<bool, SequenceFileError> {
        let start = target.len();
        let mut begun = false;
        loop {
            let bytes = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.failed(error)),
            };
            if bytes.is_empty() && !begun {
                return Ok(false);
            }
            if !begun {
                self.number += 1;
                begun = true;
            }
            let end = memchr(b'\n', bytes);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            if (target.len() - start + part.len()) as u64 > limit {
                return Err(
                    self.wrong(format!("the line is longer than the {limit} bytes allowed"))
                );
            }
            target.extend_from_slice(part);
            let (count, ended) = (end.map_or(part.len(), |end| end + 1), end.is_some());
            let last = bytes.is_empty();
            self.reader.consume(count);
            if ended || last {
                if target.len() > start && target.last() == Some(&b'\r') {
                    target.pop();
                }
                return Ok(true);
            }
        }
    }
}

/// A byte as a message shows it.
pub(crate) fn shown(byte: u8) -> String {
    if byte.is_ascii_graphic() {
        format!("`{}`", byte as char)
    } else {
        format!("byte 0x{byte:02x}")
    }
}

/// Text of a file as a message shows it: not too much of it, and no control characters.
pub(crate) fn excerpt(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(&text[..text.len().min(120)]);
    let mut shown: String =
        text.chars().filter(|character| !character.is_control()).take(30).collect();
    if text.chars().count() > 30 {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8]) -> Vec<Vec<u8>> {
        let mut lines = Lines::new(text, "x", Limits::default());
        let mut found = Vec::new();
        while lines.advance().unwrap() {
            found.push(lines.line().to_vec());
        }
        assert_eq!(lines.number(), found.len() as u64);
        found
    }

    #[test]
    fn ends_of_lines_are_of_both_kinds() {
        assert_eq!(lines(b"a\r\nb\n\nc"), [&b"a"[..], b"b", b"", b"c"]);
        assert_eq!(lines(b"\xef\xbb\xbfa\n"), [b"a"]);
        assert_eq!(lines(b""), Vec::<Vec<u8>>::new());
        assert_eq!(lines(b"\n\r"), [b"", b""]);
    }

    #[test]
    fn a_long_line_stops() {
        let limits = Limits { line_bytes: 3, ..Limits::default() };
        let mut lines = Lines::new(&b"abc\nabcd\n"[..], "x", limits);
        assert!(lines.advance().unwrap());
        let error = lines.advance().unwrap_err().to_string();
        assert_eq!(error, "`x`, line 2: the line is longer than the 3 bytes allowed");
    }
}
