use super::meta::structured;
use crate::error::shown;
use crate::{GenotypeError, Limits};
use serde::Serialize;
use std::collections::HashSet;
use std::io::{BufRead, Read};
use std::path::Path;

/// The columns before the samples.
const COLUMNS: &[&str] = &["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];

/// What stands before the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VcfHeader {
    /// The version, as `4.3`.
    pub version: String,
    /// Sequences, in the header's order.
    pub contigs: Vec<Contig>,
    /// Definitions of what FORMAT names.
    pub formats: Vec<FormatDefinition>,
    /// Names of the samples.
    pub samples: Vec<String>,
    /// Lines of the header.
    pub(crate) lines: u64,
    /// Names that a BCF's records refer to by number, with that number where the header states it.
    pub(crate) names: Vec<(String, Option<usize>)>,
    /// The numbers of sequences where the header states them.
    pub(crate) contig_numbers: Vec<Option<usize>>,
}

/// A sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contig {
    /// Its name.
    pub name: String,
    /// Its bases, where the header states them.
    pub length: Option<u64>,
}

/// What a key of FORMAT means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormatDefinition {
    /// The key, as `GT`.
    pub id: String,
    /// How many values: a number, `A`, `R`, `G`, `.` and others.
    pub number: String,
    /// Their type, as `Integer`.
    pub kind: String,
    /// What it is.
    pub description: String,
}

impl VcfHeader {
    /// Reads a header, and leaves the reader at the first record.
    ///
    /// # Errors
    /// [`GenotypeError`]: not a VCF, a line that says nothing sensible, a sample that is there twice, a header longer than
    /// [`Limits::header_bytes`].
    pub fn read(
        mut reader: impl BufRead,
        file: &Path,
        limits: &Limits,
    ) -> Result<Self, GenotypeError> {
        let mut header = Self::default();
        let mut left = limits.header_bytes;
        let mut line = Vec::new();
        loop {
            line.clear();
            let bytes = reader.by_ref().take(left.saturating_add(1)).read_until(b'\n', &mut line);
            let bytes = bytes.map_err(|cause| GenotypeError::Io {
                action: "read",
                file: file.to_owned(),
                cause,
            })?;
            let Some(rest) = left.checked_sub(bytes as u64) else {
                let limit = limits.header_bytes;
                let (file, needed) = (file.to_owned(), limit.saturating_add(1));
                return Err(GenotypeError::TooLarge { file, what: "the header", needed, limit });
            };
            left = rest;
            header.lines += 1;
            while matches!(line.last(), Some(b'\n' | b'\r')) {
                line.pop();
            }
            if header.lines == 1 {
                header.version = version(&line, file)?;
                continue;
            }
            let number = header.lines;
            let wrong =
                |what: String| GenotypeError::Header { file: file.to_owned(), line: number, what };
            if bytes == 0 {
                return Err(wrong(
                    "the file ends before the line that begins with `#CHROM`".into(),
                ));
            }
            let text = std::str::from_utf8(&line)
                .map_err(|_| wrong(format!("{} is not UTF-8", shown(&line))))?;
            if let Some(definition) = text.strip_prefix("##") {
                header.define(definition).map_err(wrong)?;
            } else if text.starts_with('#') {
                header.samples = samples(text).map_err(wrong)?;
                return Ok(header);
            } else {
                return Err(wrong(format!(
                    "{} stands where the line of column names was expected, which begins with `#CHROM`",
                    shown(&line)
                )));
            }
        }
    }

    /// Takes a line in, without its `##`.
    fn define(&mut self, line: &str) -> Result<(), String> {
        let Some((key, value)) = line.split_once('=') else { return Ok(()) };
        if !matches!(key, "contig" | "FORMAT" | "FILTER" | "INFO") {
            return Ok(());
        }
        let pairs = structured(value).ok_or_else(|| {
            format!("`{key}` is not of the form `<ID=…,…>`: {}", shown(value.as_bytes()))
        })?;
        let of = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
        let Some(id) = of("ID") else { return Err(format!("`{key}` has no `ID`")) };
        let number = of("IDX").and_then(|number| number.parse().ok());
        if key == "contig" {
            let length = of("length").and_then(|length| length.parse().ok());
            self.contigs.push(Contig { name: id.to_owned(), length });
            self.contig_numbers.push(number);
            return Ok(());
        }
        self.names.push((id.to_owned(), number));
        if key == "FORMAT" {
            let text = |name: &str| of(name).unwrap_or_default().to_owned();
            let (number, kind, description) = (text("Number"), text("Type"), text("Description"));
            self.formats.push(FormatDefinition { id: id.to_owned(), number, kind, description });
        }
        Ok(())
    }
}

/// The version that the first line states.
fn version(line: &[u8], file: &Path) -> Result<String, GenotypeError> {
    let version =
        line.strip_prefix(b"##fileformat=VCFv").and_then(|text| std::str::from_utf8(text).ok());
    match version {
        Some(version) if version.starts_with("4.") => Ok(version.to_owned()),
        _ => Err(GenotypeError::Unrecognised {
            file: file.to_owned(),
            expected: "a VCF of version 4",
            found: match line {
                [] => "it is empty".to_owned(),
                [0x1f, 0x8b, ..] => "it is compressed twice; expand it once by `gunzip`".to_owned(),
                _ => format!(
                    "its first line is {}, expected `##fileformat=VCFv4.3` or the like",
                    shown(line)
                ),
            },
        }),
    }
}

/// The samples of the line of column names.
fn samples(line: &str) -> Result<Vec<String>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let fixed = &columns[..columns.len().min(COLUMNS.len())];
    if fixed != COLUMNS {
        let wrong =
            COLUMNS.iter().enumerate().find(|(column, name)| fixed.get(*column) != Some(*name));
        let (column, name) = wrong.map_or((0, COLUMNS[0]), |(column, name)| (column, *name));
        let found = fixed.get(column).map_or("nothing".to_owned(), |found| shown(found.as_bytes()));
        return Err(format!(
            "column {} is {found}, expected `{name}`; columns are separated by tabs",
            column + 1
        ));
    }
    let samples = match &columns[COLUMNS.len()..] {
        [] => return Ok(Vec::new()),
        ["FORMAT", samples @ ..] => samples,
        [other, ..] => {
            return Err(format!("column 9 is {}, expected `FORMAT`", shown(other.as_bytes())));
        }
    };
    let mut known = HashSet::new();
    for (place, sample) in samples.iter().enumerate() {
        if sample.is_empty() {
            return Err(format!("column {} has no name of a sample", COLUMNS.len() + 2 + place));
        }
        if !known.insert(sample) {
            return Err(format!(
                "sample {} is there twice; rename or remove one of them",
                shown(sample.as_bytes())
            ));
        }
    }
    Ok(samples.iter().map(|&sample| sample.to_owned()).collect())
}
