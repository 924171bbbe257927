//! Tables with a column of sequences and one of classes, as GUE and exports of data frames are.

use super::source::Example;
use neuron_sequence_features::alphabet::check;
use neuron_sequence_files::{Limits, SequenceFileError, compression};
use neuron_tasks::TaskError;
use std::path::Path;

/// Names of the column of sequences, and of that of classes.
const COLUMNS: [&[&str]; 2] = [&["sequence", "seq"], &["label", "class"]];

/// A quotation that is not closed goes to the end of the file, and is held.
const LIMITS: Limits = Limits {
    expanded_bytes: 4 << 30,
    line_bytes: 256 << 20,
    sequence_bytes: 4 << 30,
    index_bytes: 0,
    container_bytes: 0,
};

/// Whether a file's name says that it is a table.
pub(super) fn is_table(path: &Path) -> bool {
    separator(path).is_some() && !path.is_dir()
}

fn separator(path: &Path) -> Option<u8> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.')?.1 {
        "csv" => Some(b','),
        "tsv" => Some(b'\t'),
        _ => None,
    }
}

/// The rows of a table, plain or compressed. Its first line names the columns.
pub(super) fn sequence_table(path: &Path) -> Result<Vec<Example>, TaskError> {
    let file = path.display().to_string();
    let wrong = |line: u64, what: String| {
        TaskError::domain(SequenceFileError::Line { file: file.clone(), line, what })
    };
    let opened = compression::open_with(path, LIMITS).map_err(TaskError::domain)?;
    let mut table = csv::ReaderBuilder::new()
        .delimiter(separator(path).unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(opened.reader);
    let header = table.byte_headers().map_err(|error| wrong(1, error.to_string()))?;
    let named = |names: &[&str]| {
        header
            .iter()
            .position(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name.as_bytes())))
    };
    let (Some(sequence), Some(class)) = (named(COLUMNS[0]), named(COLUMNS[1])) else {
        let expected = "expected the columns `sequence` (or `seq`) and `label` (or `class`)";
        return Err(wrong(1, format!("it does not name both columns; {expected}")));
    };
    let mut examples = Vec::new();
    for record in table.byte_records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            wrong(line, error.to_string())
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: usize, name: &str| match record.get(column) {
            Some(cell) if !cell.is_empty() => Ok(cell),
            _ => Err(wrong(line, format!("it has no {name}"))),
        };
        let bases = cell(sequence, "sequence")?;
        check(bases).map_err(|error| wrong(line, error.to_string()))?;
        let class = String::from_utf8_lossy(cell(class, "class")?).into_owned();
        examples.push((class, bases.to_vec()));
    }
    if examples.is_empty() {
        return Err(wrong(1, "no row stands behind it".to_owned()));
    }
    Ok(examples)
}
