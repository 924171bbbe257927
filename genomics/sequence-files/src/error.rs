use std::path::Path;

/// Why a file of sequences, regions or annotations could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SequenceFileError {
    /// The system refused to open, read or write a file, or its compression is damaged.
    #[error("cannot {what} `{file}`: {source}")]
    Io {
        /// What was tried, as "read".
        what: &'static str,
        /// The file.
        file: String,
        /// What the system said; of damaged compression a
        /// [`CompressionError`](crate::compression::CompressionError).
        source: std::io::Error,
    },
    /// A line that is not what the format says.
    #[error("`{file}`, line {line}: {what}")]
    Line {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there, and what was expected.
        what: String,
    },
    /// A server does not give what it is asked for.
    #[error(transparent)]
    Server(#[from] neuron_data::http::HttpError),
    /// Text that is no region.
    #[error("region `{text}`: {what}")]
    Region {
        /// The text.
        text: String,
        /// What is wrong with it, and what is expected.
        what: String,
    },
    /// A file as a whole that is not what was expected.
    #[error("`{file}` {what}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it, and what to do.
        what: String,
    },
}

impl SequenceFileError {
    /// An error of the system, with the file's path.
    pub(crate) fn io(what: &'static str, file: &Path, source: std::io::Error) -> Self {
        Self::Io { what, file: file.display().to_string(), source }
    }
}
