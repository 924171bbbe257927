use crate::lines::excerpt;
use std::ops::Range;

/// How the lines of a file state their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Columns for start and end. BED counts from 0 with the end outside, GFF from 1 with the end inside.
    Generic {
        /// Whether it counts as BED does.
        zero_based: bool,
    },
    /// SAM, whose records are as long as their CIGAR says.
    Sam,
    /// VCF, whose records are as long as their reference's allele, or end where INFO's `END` says.
    Vcf,
}

/// What the columns of tab-separated lines mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The kind of file.
    pub layout: Layout,
    /// The column of the contig, counted from 1.
    pub contig: usize,
    /// The column of the start, counted from 1.
    pub start: usize,
    /// The column of the end, counted from 1; 0 where there is none.
    pub end: usize,
    /// The character by which lines begin that are no records.
    pub comment: u8,
    /// Lines at the start that are no records.
    pub skip: u64,
}

impl Columns {
    /// BED.
    pub const BED: Self = Self {
        layout: Layout::Generic { zero_based: true },
        contig: 1,
        start: 2,
        end: 3,
        comment: b'#',
        skip: 0,
    };
    /// GFF and GTF.
    pub const GFF: Self = Self {
        layout: Layout::Generic { zero_based: false },
        contig: 1,
        start: 4,
        end: 5,
        comment: b'#',
        skip: 0,
    };
    /// VCF.
    pub const VCF: Self =
        Self { layout: Layout::Vcf, contig: 1, start: 2, end: 0, comment: b'#', skip: 0 };

    /// Contig, and the bases that a line covers, counted from 0 with the end outside.
    ///
    /// # Errors
    /// What is wrong with the line, and what was expected.
    ///
    /// ```
    /// use neuron_sequence_files::index::Columns;
    ///
    /// let line = b"chr1\t100\t.\tACG\tA\t.\t.\tDP=3";
    /// assert_eq!(Columns::VCF.place(line), Ok((&b"chr1"[..], 99..102)));
    /// assert_eq!(Columns::BED.place(b"chr1\t5\t9"), Ok((&b"chr1"[..], 5..9)));
    /// assert_eq!(Columns::GFF.place(b"chr1\t.\tgene\t5\t9"), Ok((&b"chr1"[..], 4..9)));
    /// ```
    pub fn place<'a>(&self, line: &'a [u8]) -> Result<(&'a [u8], Range<u64>), String> {
        let column = |number: usize| {
            let found = line.split(|&byte| byte == b'\t').nth(number.wrapping_sub(1));
            found.ok_or_else(|| format!("has no column {number}; expected columns divided by tabs"))
        };
        let contig = column(self.contig)?;
        let one_based = self.layout != Layout::Generic { zero_based: true };
        let start = position(column(self.start)?, self.start)?;
        // Position 0 of a VCF is the telomere, before the first base.
        let start = if one_based { start.saturating_sub(1) } else { start };
        let end = match self.layout {
            Layout::Vcf => self.end_of_variant(line, start)?,
            Layout::Generic { .. } if self.end > 0 => position(column(self.end)?, self.end)?,
            _ => start + 1,
        };
        if end < start {
            return Err(format!("ends at {end}, before it starts"));
        }
        Ok((contig, start..end))
    }

    fn end_of_variant(&self, line: &[u8], start: u64) -> Result<u64, String> {
        let mut columns = line.split(|&byte| byte == b'\t').skip(3);
        let reference = columns.next().ok_or("has no column 4, the reference's allele")?;
        let end = start + reference.len() as u64;
        let Some(info) = columns.nth(3) else { return Ok(end) };
        let stated = info.split(|&byte| byte == b';').find_map(|field| field.strip_prefix(b"END="));
        let stated = stated.and_then(|digits| position(digits, 8).ok());
        Ok(stated.filter(|stated| *stated > start).unwrap_or(end))
    }
}

/// A number below 2⁶⁰, so that it can be added to.
fn position(digits: &[u8], column: usize) -> Result<u64, String> {
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    number
        .filter(|number| *number < 1 << 60)
        .ok_or_else(|| format!("has `{}` in column {column}, expected a position", excerpt(digits)))
}
