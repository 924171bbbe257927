use super::line::LineReader;
use crate::EvaluationError;
use std::collections::BTreeSet;
use std::io::BufRead;

/// Columns before the samples.
pub(super) const FIXED: usize = 9;

/// Names of the samples; the reader then stands before the first record.
pub(super) fn samples<R: BufRead>(
    lines: &mut LineReader<R>,
) -> Result<Vec<String>, EvaluationError> {
    loop {
        let text = lines.next_line()?.map(str::to_owned);
        let (file, line) = (lines.file().to_owned(), lines.line());
        let wrong = |what: String| EvaluationError::Header { file, line, what };
        let Some(text) = text else {
            return Err(wrong(
                "the file ends before the line `#CHROM`, expected a VCF header".to_owned(),
            ));
        };
        if text.starts_with("##") {
            continue;
        }
        if !text.starts_with("#CHROM\t") {
            return Err(wrong("expected a VCF header line (`##` or `#CHROM`)".to_owned()));
        }
        let names: Vec<String> = text.split('\t').skip(FIXED).map(str::to_owned).collect();
        if names.is_empty() {
            return Err(wrong("there is no sample, expected one with genotypes".to_owned()));
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(name.as_str())) {
            return Err(wrong(format!("sample `{twice}` is there twice")));
        }
        return Ok(names);
    }
}
