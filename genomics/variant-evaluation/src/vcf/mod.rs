//! Records of one sample of a VCF file, as text, one after another.

mod header;
mod line;
mod record;

use crate::{Call, EvaluationError};
use line::LineReader;
use std::io::BufRead;

/// Reads the calls of one sample, in constant memory.
///
/// The text may be of any VCF 4.x, with ends of lines of either kind; compression is the caller's
/// matter. Specification: *The Variant Call Format, version 4.3*, samtools/hts-specs.
///
/// ```
/// use neuron_variant_evaluation::CallReader;
/// let text = "##fileformat=VCFv4.3\n\
///             #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tmother\n\
///             chr1\t7\t.\tA\tG\t50\tPASS\t.\tGT:GQ\t0/1:40\n";
/// let mut reader = CallReader::new(text.as_bytes(), "calls.vcf", None)?;
/// assert_eq!(reader.sample(), "mother");
/// let call = reader.next().expect("one record")?;
/// assert_eq!((call.position, call.genotype_quality), (7, Some(40.0)));
/// # Ok::<(), neuron_variant_evaluation::EvaluationError>(())
/// ```
#[derive(Debug)]
pub struct CallReader<R> {
    lines: LineReader<R>,
    sample: String,
    /// Column of the sample, and how many columns there are.
    column: usize,
    columns: usize,
    ended: bool,
}

impl<R: BufRead> CallReader<R> {
    /// Reads the header. `file` is the name for messages; without `sample` there has to be one only.
    ///
    /// # Errors
    /// [`EvaluationError::Header`], [`EvaluationError::UnknownSample`],
    /// [`EvaluationError::SeveralSamples`] or [`EvaluationError::Read`].
    pub fn new(reader: R, file: &str, sample: Option<&str>) -> Result<Self, EvaluationError> {
        let mut lines = LineReader::new(reader, file);
        let names = header::samples(&mut lines)?;
        let file = || file.to_owned();
        let place = match sample {
            Some(sample) => names.iter().position(|name| name == sample).ok_or_else(|| {
                let (sample, known) = (sample.to_owned(), names.clone());
                EvaluationError::UnknownSample { file: file(), sample, known }
            })?,
            None if names.len() == 1 => 0,
            None => return Err(EvaluationError::SeveralSamples { file: file(), known: names }),
        };
        let columns = header::FIXED + names.len();
        let sample = names[place].clone();
        Ok(Self { lines, sample, column: header::FIXED + place, columns, ended: false })
    }

    /// Name of the sample that is read.
    #[must_use]
    pub fn sample(&self) -> &str {
        &self.sample
    }
}

impl<R: BufRead> Iterator for CallReader<R> {
    type Item = Result<Call, EvaluationError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let parsed = loop {
            match self.lines.next_line() {
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                // An empty line at the end of a file is common and harmless.
                Ok(Some("")) => {}
                Ok(Some(text)) => break Ok(record::parse(text, self.column, self.columns)),
                Err(error) => break Err(error),
            }
        };
        let line = self.lines.line();
        let call = parsed.and_then(|parsed| {
            let file = self.lines.file().to_owned();
            parsed.map_err(|what| EvaluationError::Record { file, line, what })
        });
        self.ended = call.is_err();
        Some(call.map(|call| Call { line, ..call }))
    }
}
