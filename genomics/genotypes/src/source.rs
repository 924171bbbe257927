use crate::{GenotypeError, GenotypeWarning};
use neuron_sequence_files::SequenceFileError;
use neuron_sequence_files::compression::{self, Opened};
use std::path::Path;

/// Opens a file, plain or compressed, told by its content.
pub(crate) fn open(path: &Path) -> Result<Opened, GenotypeError> {
    compression::open(path).map_err(|error| {
        let cause = match error {
            SequenceFileError::Io { source, .. } => source,
            other => std::io::Error::other(other.to_string()),
        };
        GenotypeError::Io { action: "read", file: path.to_owned(), cause }
    })
}

/// What is odd about the compression.
pub(crate) fn warnings(warnings: &[compression::Warning]) -> Vec<GenotypeWarning> {
    let warning =
        |what: &compression::Warning| GenotypeWarning::Compression { what: what.to_string() };
    warnings.iter().map(warning).collect()
}
