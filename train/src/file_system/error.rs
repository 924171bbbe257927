//! An operating-system error with the path it happened at.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file operation that the operating system refused.
///
/// ```
/// use neuron_train::file_system::FileError;
/// let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
/// let error = FileError::new("write", "runs/a/state.safetensors", full);
/// assert!(error.to_string().starts_with("cannot write `runs/a/state.safetensors`: "));
/// ```
#[derive(Debug, thiserror::Error)]
#[error("cannot {action} `{}`: {cause}{}", path.display(), advice(cause.kind()))]
pub struct FileError {
    /// What was tried: `create`, `write`, `read`, …
    pub action: &'static str,
    /// Where.
    pub path: PathBuf,
    /// The operating system's answer. It is part of the message, hence no `source`.
    pub cause: io::Error,
}

impl FileError {
    /// Puts a path to an error.
    pub fn new(action: &'static str, path: impl AsRef<Path>, cause: io::Error) -> Self {
        Self { action, path: path.as_ref().to_path_buf(), cause }
    }

    /// For `map_err`.
    pub(crate) fn at<'a>(
        action: &'static str,
        path: &'a Path,
    ) -> impl FnOnce(io::Error) -> Self + 'a {
        move |cause| Self::new(action, path, cause)
    }
}

fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; free some space there and resume, what was saved before is intact"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; choose a folder that this user can write to"
        }
        _ => "",
    }
}
