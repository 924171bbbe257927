use super::Record;
use crate::compression;
use crate::lines::{Lines, excerpt};
use crate::{Limits, SequenceFileError, Strand};
use std::io::BufRead;
use std::path::Path;

/// Reads records one after the other; comments, empty lines and those of genome browsers (`track`, `browser`) are
/// passed over. Columns are divided by tabs, or by spaces in a line without any tab. After an error there are no
/// further records.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    ended: bool,
}

impl Reader<Box<dyn BufRead + Send>> {
    /// Opens a file, plain or compressed.
    ///
    /// # Errors
    /// [`SequenceFileError::Io`].
    pub fn open(path: &Path, limits: Limits) -> Result<Self, SequenceFileError> {
        let opened = compression::open_with(path, limits)?;
        Ok(Self::with_limits(opened.reader, &path.display().to_string(), limits))
    }
}

impl<R: BufRead> Reader<R> {
    /// Reads content, for whose messages `file` is its name.
    pub fn new(content: R, file: &str) -> Self {
        Self::with_limits(content, file, Limits::default())
    }

    /// Reads content within limits.
    pub fn with_limits(content: R, file: &str, limits: Limits) -> Self {
        Self { lines: Lines::new(content, file, limits), ended: false }
    }

    fn next_record(&mut self) -> Result<Option<Record>, SequenceFileError> {
        while self.lines.advance()? {
            let line = self.lines.line();
            let first = line.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
            if first.starts_with(b"#")
                || matches!(first, b"track" | b"browser")
                || line.trim_ascii().is_empty()
            {
                continue;
            }
            return record(line, self.lines.number())
                .map(Some)
                .map_err(|what| self.lines.wrong(what));
        }
        Ok(None)
    }
}

fn record(line: &[u8], number: u64) -> Result<Record, String> {
    let columns: Vec<&[u8]> = if line.contains(&b'\t') {
        line.split(|byte| *byte == b'\t').collect()
    } else {
        line.split(|byte| *byte == b' ').filter(|column| !column.is_empty()).collect()
    };
    let [contig, start, end, ..] = columns[..] else {
        let count = columns.len();
        return Err(format!(
            "there are {count} columns, expected 3 at least: contig, start and end"
        ));
    };
    let text = |column: &[u8], which: &str| -> Result<String, String> {
        let text = std::str::from_utf8(column).map_err(|_| format!("the {which} is not UTF-8"))?;
        Ok(text.to_owned())
    };
    let contig = text(contig, "contig")?;
    if contig.is_empty() {
        return Err("the contig is empty".to_owned());
    }
    let (start, end) = (position(start, "start")?, position(end, "end")?);
    if end < start {
        return Err(format!("the end, {end}, is before the start, {start}"));
    }
    let column = |number: usize, which: &str| -> Result<Option<String>, String> {
        let column = columns.get(number).filter(|column| !matches!(**column, b"." | b""));
        column.map(|column| text(column, which)).transpose()
    };
    let strand = columns.get(5).map_or(Ok(None), |column| Strand::parse(column))?;
    let rest =
        columns.iter().skip(6).map(|column| text(column, "line")).collect::<Result<_, _>>()?;
    let (name, score) = (column(3, "name")?, column(4, "score")?);
    Ok(Record { contig, start, end, name, score, strand, rest, line: number })
}

/// A number below 2⁶⁰.
fn position(digits: &[u8], which: &str) -> Result<u64, String> {
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    number.filter(|number| *number < 1 << 60).ok_or_else(|| {
        format!("the {which} is `{}`, expected a position counted from 0", excerpt(digits))
    })
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Record, SequenceFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let record = self.next_record().transpose();
        self.ended = !matches!(record, Some(Ok(_)));
        record
    }
}
