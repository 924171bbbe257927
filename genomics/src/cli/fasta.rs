//! Whole FASTA files, for analyses that hold all sequences.

use super::error::CommandError;
use neuron_command_line::output;
use neuron_sequence_files::fasta::{Reader, Record};
use neuron_sequence_files::{Limits, SequenceFileError};
use std::path::Path;

/// Bases that an analysis holds at once.
const MOST_BASES: u64 = 4 << 30;

/// All records of a file, of which there has to be one. What is odd about the file is said on standard error.
pub(super) fn read(path: &Path) -> Result<Vec<Record>, CommandError> {
    let limits = Limits { sequence_bytes: MOST_BASES, ..Limits::default() };
    let reader = Reader::open(path, limits)?;
    for warning in reader.warnings() {
        output::notice(&format!("`{}`: {warning}", path.display()));
    }
    let records = reader.read_all()?;
    if records.is_empty() {
        let what = "holds no record, expected FASTA".to_owned();
        return Err(SequenceFileError::File { file: path.display().to_string(), what }.into());
    }
    Ok(records)
}

/// The sequences of records.
pub(super) fn sequences(records: &[Record]) -> Vec<&[u8]> {
    records.iter().map(|record| record.sequence.as_slice()).collect()
}
