use thiserror::Error;

use crate::file_system::FileError;

/// Why a report could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The template engine refused: a fault of the program, not of the run.
    #[error("report `{title}` cannot be rendered: {cause}")]
    Render {
        /// The report's title.
        title: String,
        /// What the engine said.
        cause: String,
    },
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] FileError),
}
