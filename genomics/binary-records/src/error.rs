use crate::RecordFormat;
use neuron_sequence_files::SequenceFileError;

/// Why a region could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BinaryRecordError {
    /// The file's bytes cannot be had, or its index does not fit.
    #[error(transparent)]
    File(#[from] SequenceFileError),
    /// A header that is not what its format says.
    #[error("`{file}`: the header is no header of {format}: {cause}")]
    Header {
        /// The file.
        file: String,
        /// What it should be.
        format: RecordFormat,
        /// What is wrong with it.
        cause: String,
    },
    /// A record that is not what its format says.
    #[error("`{file}`: record {record} of the region is no record of {format}: {cause}")]
    Record {
        /// The file.
        file: String,
        /// Its number among those of the region, counted from 1.
        record: u64,
        /// What it should be.
        format: RecordFormat,
        /// What is wrong with it.
        cause: String,
    },
    /// A container of a CRAM file that cannot be decoded.
    #[error("`{file}`: container {container} of the region cannot be decoded: {cause}; {advice}")]
    Container {
        /// The file.
        file: String,
        /// Its number among those of the region, counted from 1.
        container: u64,
        /// What is wrong with it.
        cause: String,
        /// What to do.
        advice: &'static str,
    },
}
