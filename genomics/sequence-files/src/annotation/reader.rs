use super::{Feature, attributes};
use crate::compression;
use crate::lines::{Lines, excerpt};
use crate::{Limits, SequenceFileError, Strand};
use std::io::BufRead;
use std::path::Path;

/// Reads features one after the other, of GTF or GFF3; comments and empty lines are passed over, and the sequences
/// that GFF3 may have at its end (`##FASTA`) end it. After an error there are no further features.
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

    fn next_feature(&mut self) -> Result<Option<Feature>, SequenceFileError> {
        while self.lines.advance()? {
            let line = self.lines.line();
            if line.starts_with(b"##FASTA") {
                return Ok(None);
            }
            let browser = line.starts_with(b"track ") || line.starts_with(b"browser ");
            if line.starts_with(b"#") || browser || line.trim_ascii().is_empty() {
                continue;
            }
            return feature(line, self.lines.number())
                .map(Some)
                .map_err(|what| self.lines.wrong(what));
        }
        Ok(None)
    }
}

fn feature(line: &[u8], number: u64) -> Result<Feature, String> {
    let line = std::str::from_utf8(line)
        .map_err(|_| "the line is not UTF-8; convert the file".to_owned())?;
    let columns: Vec<&str> = line.split('\t').collect();
    // The attributes of GTF's oldest kind may be missing.
    let [contig, source, kind, start, end, score, strand, phase, ref rest @ ..] = columns[..]
    else {
        let count = columns.len();
        return Err(format!("there are {count} columns divided by tabs, expected 9"));
    };
    if rest.len() > 1 {
        return Err(format!("there are {} columns divided by tabs, expected 9", columns.len()));
    }
    if contig.is_empty() || kind.is_empty() {
        return Err("the contig or the kind of feature is empty".to_owned());
    }
    let (start, end) = (position(start, "start")?, position(end, "end")?);
    if end < start {
        return Err(format!("the end, {end}, is before the start, {start}"));
    }
    let score = match score {
        "." => None,
        digits => {
            let number = digits.parse().ok().filter(|score: &f64| score.is_finite());
            let wrong = || {
                format!("the score is `{}`, expected a number or `.`", excerpt(digits.as_bytes()))
            };
            Some(number.ok_or_else(wrong)?)
        }
    };
    let phase = match phase {
        "." => None,
        "0" | "1" | "2" => Some(phase.as_bytes()[0] - b'0'),
        other => {
            let other = excerpt(other.as_bytes());
            return Err(format!("the phase is `{other}`, expected 0, 1, 2 or `.`"));
        }
    };
    Ok(Feature {
        contig: contig.to_owned(),
        source: source.to_owned(),
        kind: kind.to_owned(),
        start,
        end,
        score,
        strand: Strand::parse(strand.as_bytes())?,
        phase,
        attributes: attributes::parse(rest.first().copied().unwrap_or_default())?,
        line: number,
    })
}

/// A number from 1 to below 2⁶⁰.
fn position(digits: &str, which: &str) -> Result<u64, String> {
    digits.parse().ok().filter(|number| (1..1 << 60).contains(number)).ok_or_else(|| {
        format!(
            "the {which} is `{}`, expected a position counted from 1",
            excerpt(digits.as_bytes())
        )
    })
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Feature, SequenceFileError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let feature = self.next_feature().transpose();
        self.ended = !matches!(feature, Some(Ok(_)));
        feature
    }
}
