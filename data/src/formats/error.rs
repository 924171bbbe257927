use std::path::{Path, PathBuf};

/// Why a file is not what its format asks for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// It cannot be read.
    #[error("`{}` cannot be read: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It can be read, but not understood.
    #[error("`{}`: {what}", path.display())]
    Invalid {
        /// The file or folder.
        path: PathBuf,
        /// What was found and what was expected.
        what: String,
    },
}

impl FormatError {
    pub(super) fn invalid(path: &Path, what: impl Into<String>) -> Self {
        Self::Invalid { path: path.to_owned(), what: what.into() }
    }
}

pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> FormatError {
    let path = path.to_owned();
    move |source| FormatError::Io { path, source }
}
