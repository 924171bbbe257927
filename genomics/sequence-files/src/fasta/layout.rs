//! How the lines of a file are laid out, byte by byte.

use super::index::{Entry, Index};
use crate::SequenceFileError;
use memchr::memchr;
use std::io::BufRead;

/// What is known of the sequence that is being read.
struct Open {
    entry: Entry,
    /// A line was shorter than those before it: it has to be the last.
    short: bool,
}

pub(super) fn build(mut content: impl BufRead, file: &str) -> Result<Index, SequenceFileError> {
    let wrong =
        |line: u64, what: String| SequenceFileError::Line { file: file.to_owned(), line, what };
    let failed = |source| SequenceFileError::Io { what: "read", file: file.to_owned(), source };
    let mut entries = Vec::new();
    let mut open: Option<Open> = None;
    let (mut offset, mut number) = (0_u64, 0_u64);
    let mut header = Vec::new();
    loop {
        header.clear();
        let (bytes, ending) = line(&mut content, &mut header).map_err(failed)?;
        if bytes == 0 {
            break;
        }
        number += 1;
        offset += bytes;
        let bases = bytes - ending;
        if header.first() == Some(&b'>') {
            entries.extend(open.take().map(|open| open.entry));
            let text = std::str::from_utf8(&header[1..]);
            let text = text.map_err(|_| wrong(number, "the name is not UTF-8".to_owned()))?;
            let name = text.split([' ', '\t', '\r']).next().unwrap_or_default();
            if name.is_empty() {
                return Err(wrong(number, "behind `>` stands no name".to_owned()));
            }
            let name = name.to_owned();
            let entry = Entry { name, length: 0, offset, line_bases: 0, line_bytes: 0 };
            open = Some(Open { entry, short: false });
            continue;
        }
        let Some(Open { entry, short }) = &mut open else {
            if bases == 0 {
                continue;
            }
            let what = "expected `>` and a name before the first sequence".to_owned();
            return Err(wrong(number, what));
        };
        if bases == 0 {
            *short = true;
            continue;
        }
        let (width, longer) = (entry.line_bases, entry.line_bases > 0 && bases > entry.line_bases);
        if *short
            || longer
            || (width > 0 && bases == width && bytes != entry.line_bytes && ending > 0)
        {
            let what = format!(
                "sequence `{}` has lines of different lengths, so no base can be found by counting; \
                 write it in lines of one length",
                entry.name
            );
            return Err(wrong(number, what));
        }
        if width == 0 {
            // The end of a file's only line may be missing.
            (entry.line_bases, entry.line_bytes) = (bases, bases + ending.max(1));
        } else if bases < width {
            *short = true;
        }
        entry.length += bases;
    }
    entries.extend(open.map(|open| open.entry));
    Index::with(entries).map_err(|what| SequenceFileError::File { file: file.to_owned(), what })
}

/// Bytes of the next line, and how many of them are its end; its text is kept where it is a name's.
fn line(content: &mut impl BufRead, header: &mut Vec<u8>) -> std::io::Result<(u64, u64)> {
    /// More of a name is not kept.
    const LONGEST_NAME: usize = 1 << 16;
    let (mut bytes, mut last) = (0, None);
    loop {
        let part = match content.fill_buf() {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            part => part?,
        };
        if part.is_empty() {
            return Ok((bytes, u64::from(last == Some(b'\r'))));
        }
        let end = memchr(b'\n', part);
        let text = &part[..end.unwrap_or(part.len())];
        if header.first() == Some(&b'>') || (bytes == 0 && text.first() == Some(&b'>')) {
            let room = LONGEST_NAME - header.len().min(LONGEST_NAME);
            header.extend_from_slice(&text[..text.len().min(room)]);
        }
        last = text.last().copied().or(last);
        let count = text.len() + usize::from(end.is_some());
        bytes += count as u64;
        content.consume(count);
        if end.is_some() {
            return Ok((bytes, 1 + u64::from(last == Some(b'\r'))));
        }
    }
}
