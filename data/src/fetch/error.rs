use crate::manifest::{Digest, Size};
use crate::unpack::UnpackError;
use std::path::{Path, PathBuf};

/// Why a dataset cannot be fetched, or is not in the cache.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A server did not give the file.
    #[error("`{file}` cannot be fetched from {url}: {what}")]
    Server {
        /// The file's path in the dataset.
        file: String,
        /// Address, without what follows a `?`.
        url: String,
        /// What the server said, and what to do.
        what: String,
    },
    /// The bytes are not those of the manifest.
    #[error("`{}` has {} {found}, the manifest says {expected}: it is not used", path.display(), expected.kind().name())]
    WrongDigest {
        /// The file, or where it came from.
        path: PathBuf,
        /// The manifest's.
        expected: Digest,
        /// The file's.
        found: Digest,
    },
    /// There are more or fewer bytes than the manifest says.
    #[error("`{}` has {found} bytes, the manifest says {expected}: it is not used", path.display())]
    WrongSize {
        /// The file, or where it came from.
        path: PathBuf,
        /// The manifest's.
        expected: Size,
        /// The file's.
        found: u64,
    },
    /// A dataset, or a part of it, is not in the cache.
    #[error("dataset `{dataset}` is not in the cache: `{}` {what}; fetch it first, or put the file there", path.display())]
    NotCached {
        /// The dataset.
        dataset: String,
        /// The file that was looked for.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A file or folder cannot be read or written.
    #[error("`{}`: {source}{}", path.display(), hint(source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process has held the dataset's lock for too long.
    #[error("`{}` is locked by another process that fetches the same dataset: wait for it or end it", path.display())]
    Locked {
        /// The lock's file.
        path: PathBuf,
    },
    /// A package client is not there, or failed.
    #[error("package `{package}`: {what}")]
    Package {
        /// The package.
        package: String,
        /// What became of it, and what to do.
        what: String,
    },
    /// An archive was refused.
    #[error(transparent)]
    Unpack(#[from] UnpackError),
    /// There is no place for a cache.
    #[error("no folder for the cache: set `NEURON_DATA_DIR`, or `HOME`")]
    NoCache,
}

/// What a person can do about a failure of the file system.
fn hint(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "; make room, or set `NEURON_DATA_DIR` to a folder of a larger disk"
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
            "; set `NEURON_DATA_DIR` to a folder that can be written"
        }
        _ => "",
    }
}

/// Names the path of an error of the file system.
pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> FetchError {
    let path = path.to_owned();
    move |source| FetchError::Io { path, source }
}
