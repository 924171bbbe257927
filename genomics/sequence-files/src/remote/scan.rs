use crate::compression::{self, Opened, Warning};
use crate::index::Columns;
use crate::lines::Lines;
use crate::{Limits, Region, SequenceFileError};
use std::io::BufRead;
use std::path::Path;

/// The records of a region of a local file without an index: all of it is read, however it is compressed, and it need
/// not be sorted.
pub struct Scan {
    lines: Lines<Box<dyn BufRead + Send>>,
    columns: Columns,
    region: Region,
    header: Vec<u8>,
    /// Whether the line that was read last is the first record.
    begun: bool,
    seen: bool,
    warnings: Vec<Warning>,
}

impl std::fmt::Debug for Scan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scan").field("region", &self.region).finish_non_exhaustive()
    }
}

impl Scan {
    /// Opens a file. What its columns mean is told by its first line or its name.
    ///
    /// # Errors
    /// [`SequenceFileError`]: it cannot be read, or is neither VCF nor named as BED, GFF or GTF.
    pub fn open(path: &Path, region: &Region, limits: Limits) -> Result<Self, SequenceFileError> {
        let Opened { reader, warnings, .. } = compression::open_with(path, limits)?;
        let file = path.display().to_string();
        let mut lines = Lines::new(reader, &file, limits);
        let mut begun = lines.advance()?;
        let columns = if lines.line().starts_with(b"##fileformat=VCF") {
            Columns::VCF
        } else {
            columns_by_name(&file).ok_or_else(|| {
                let what = "is no VCF by its first line, and no BED, GFF or GTF by its name";
                SequenceFileError::File { file: file.clone(), what: what.to_owned() }
            })?
        };
        let mut header = Vec::new();
        while begun && lines.line().first() == Some(&columns.comment) {
            header.extend_from_slice(lines.line());
            header.push(b'\n');
            begun = lines.advance()?;
        }
        Ok(Self { lines, columns, region: region.clone(), header, begun, seen: false, warnings })
    }

    /// The lines before the first record, with their ends.
    #[must_use]
    pub fn header(&self) -> &[u8] {
        &self.header
    }

    /// What is odd about the file.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The next record's line, without its end; none behind the last.
    ///
    /// # Errors
    /// [`SequenceFileError::Line`] of a line that states no place; [`SequenceFileError::File`] at the end of a file
    /// in which no record was of the region's contig.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, SequenceFileError> {
        while self.begun || self.lines.advance()? {
            self.begun = false;
            let line = self.lines.line();
            if line.first().is_none_or(|byte| *byte == self.columns.comment) {
                continue;
            }
            let (contig, covered) = self
                .columns
                .place(line)
                .map_err(|what| self.lines.wrong(format!("the line {what}")))?;
            if contig == self.region.contig.as_bytes() {
                self.seen = true;
                if self.region.overlaps(&covered) {
                    // Borrowed anew, for the loop's sake.
                    return Ok(Some(self.lines.line()));
                }
            }
        }
        if !self.seen && !super::indexed::header_names(&self.header, &self.region.contig) {
            let what = format!("has no record of `{}`", self.region.contig);
            return Err(SequenceFileError::File { file: self.lines.file().to_owned(), what });
        }
        Ok(None)
    }
}

/// What the columns of a file mean by the end of its name, compressed or not.
#[must_use]
pub fn columns_by_name(name: &str) -> Option<Columns> {
    let name = name.to_ascii_lowercase();
    let plain =
        [".gz", ".bgz"].iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name);
    match plain.rsplit_once('.')?.1 {
        "vcf" => Some(Columns::VCF),
        "bed" => Some(Columns::BED),
        "gff" | "gff3" | "gtf" => Some(Columns::GFF),
        _ => None,
    }
}
