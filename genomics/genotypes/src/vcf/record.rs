//! A line of a VCF.

use super::row::{Row, RowFault};
use crate::assembly::SiteBlock;
use crate::error::shown;
use crate::sample_choice::SampleChoice;
use crate::site_filter::Candidate;
use crate::{LeftOut, Limits, SiteFilter, Variant};

/// What is wrong with a line.
pub(super) enum Fault {
    /// With the line.
    Record(String),
    /// With a sample.
    Sample { site: String, sample: usize, what: String },
}

/// How lines are read.
pub(super) struct Records<'a> {
    pub(super) samples: &'a SampleChoice,
    pub(super) filter: &'a SiteFilter,
    pub(super) limits: &'a Limits,
}

/// What lines in a row say.
pub(super) struct Parsed {
    pub(super) block: SiteBlock,
    /// Lines, empty ones among them.
    pub(super) lines: u64,
    /// Records.
    pub(super) records: u64,
    pub(super) left_out: LeftOut,
    /// Sites without GT, and the line of the first, counted from 0.
    pub(super) without_gt: u64,
    pub(super) first_without_gt: u64,
}

impl Records<'_> {
    /// Reads whole lines; what is wrong comes with its line, counted from 0.
    pub(super) fn read(&self, text: &[u8]) -> Result<Parsed, (u64, Fault)> {
        let mut parsed = Parsed {
            block: SiteBlock::new(),
            lines: 0,
            records: 0,
            left_out: LeftOut::default(),
            without_gt: 0,
            first_without_gt: 0,
        };
        let mut start = 0;
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |end| start + end);
            let line = text[start..end].strip_suffix(b"\r").unwrap_or(&text[start..end]);
            if !line.is_empty() {
                self.line(line, &mut parsed).map_err(|fault| (parsed.lines, fault))?;
                parsed.records += 1;
            }
            parsed.lines += 1;
            start = end + 1;
        }
        Ok(parsed)
    }

    fn line(&self, line: &[u8], parsed: &mut Parsed) -> Result<(), Fault> {
        let mut columns = [&line[..0]; 9];
        let mut found = 0;
        let mut rest = Some(line);
        while let (Some(text), true) = (rest, found < columns.len()) {
            let end = memchr::memchr(b'\t', text);
            columns[found] = &text[..end.unwrap_or(text.len())];
            rest = end.map(|end| &text[end + 1..]);
            found += 1;
        }
        let samples = self.samples.all.len();
        let expected = if samples == 0 { found.clamp(8, 9) } else { 9 + samples };
        let wrong_columns = |found: usize| {
            let fixed = if samples == 0 { "" } else { " (9, and the samples)" };
            Fault::Record(format!(
                "{found} columns, expected {expected}{fixed}; columns are separated by tabs"
            ))
        };
        if found < expected.min(9) || (samples > 0 && rest.is_none()) {
            return Err(wrong_columns(found));
        }
        if samples == 0 && rest.is_some() {
            return Err(wrong_columns(10));
        }
        let [contig, position, id, reference, alternates, quality, filter, _, format] = columns;
        let record = Fault::Record;
        let number = position_of(position).map_err(record)?;
        if contig.is_empty() || reference.is_empty() {
            let name = if contig.is_empty() { "CHROM" } else { "REF" };
            return Err(Fault::Record(format!("column {name} is empty")));
        }
        let mut alleles: Vec<&[u8]> = Vec::new();
        if alternates != b"." {
            alleles.extend(alternates.split(|byte| *byte == b','));
        }
        if alleles.iter().any(|allele| allele.is_empty()) {
            return Err(Fault::Record(format!(
                "ALT is {}: an allele of it is empty",
                shown(alternates)
            )));
        }
        let candidate = Candidate {
            contig,
            position: number,
            reference,
            alternates: &alleles,
            passed: matches!(filter, b"PASS" | b"."),
            quality: self.quality(quality).map_err(record)?,
        };
        if !self.filter.keeps(&candidate, &mut parsed.left_out) {
            return Ok(());
        }
        if let Some(text) = rest {
            self.genotypes(text, format, &candidate, parsed, &wrong_columns)?;
        }
        let text = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Fault::Record(format!("{} is not UTF-8", shown(bytes)))),
        };
        parsed.block.variants.push(Variant {
            contig: text(contig)?,
            position: number,
            id: if id == b"." { String::new() } else { text(id)? },
            reference: text(reference)?,
            alternates: alleles.iter().map(|allele| text(allele)).collect::<Result<_, _>>()?,
        });
        Ok(())
    }

    /// Reads the columns of the samples.
    fn genotypes(
        &self,
        text: &[u8],
        format: &[u8],
        site: &Candidate<'_>,
        parsed: &mut Parsed,
        wrong_columns: &dyn Fn(usize) -> Fault,
    ) -> Result<(), Fault> {
        let keys = || format.split(|byte| *byte == b':');
        let Some(gt) = keys().position(|key| key == b"GT") else {
            let columns = memchr::memchr_iter(b'\t', text).count() + 1;
            if columns != self.samples.all.len() {
                return Err(wrong_columns(9 + columns));
            }
            if parsed.without_gt == 0 {
                parsed.first_without_gt = parsed.lines;
            }
            parsed.without_gt += 1;
            parsed.block.push_missing(self.samples.count());
            return Ok(());
        };
        let row = Row {
            text,
            samples: self.samples,
            alleles: 1 + site.alternates.len(),
            keys: keys().count(),
            gt,
            most_copies: self.limits.ploidy,
        };
        row.read(&mut parsed.block).map_err(|fault| match fault {
            RowFault::Columns(samples) => wrong_columns(9 + samples),
            RowFault::Sample { sample, what } => {
                let site = format!("{}:{}", String::from_utf8_lossy(site.contig), site.position);
                Fault::Sample { site, sample, what }
            }
        })
    }

    /// QUAL, where it is needed.
    fn quality(&self, text: &[u8]) -> Result<Option<f64>, String> {
        if self.filter.minimum_quality.is_none() || text == b"." {
            return Ok(None);
        }
        let number = std::str::from_utf8(text).ok().and_then(|text| text.parse::<f64>().ok());
        match number.filter(|number| !number.is_nan()) {
            Some(number) => Ok(Some(number)),
            None => Err(format!("QUAL is {}, expected a number or `.`", shown(text))),
        }
    }
}

fn position_of(text: &[u8]) -> Result<u64, String> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let number =
        std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()).filter(|_| digits);
    number.ok_or_else(|| format!("POS is {}, expected a whole number", shown(text)))
}
