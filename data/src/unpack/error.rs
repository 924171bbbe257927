use std::path::PathBuf;

/// Why an archive was not unpacked. Nothing of it is left then.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnpackError {
    /// The archive is damaged, or not of its format.
    #[error("`{}` is damaged: {what}", archive.display())]
    Damaged {
        /// The archive.
        archive: PathBuf,
        /// What does not fit.
        what: String,
    },
    /// An entry would write where it must not, or is no plain file.
    #[error("`{}` is not safe to unpack: entry {number}: {what}", archive.display())]
    Unsafe {
        /// The archive.
        archive: PathBuf,
        /// The entry, from 1.
        number: u64,
        /// What is wrong with it.
        what: String,
    },
    /// It unpacks to more than it may.
    #[error("`{}` unpacks to more than {limit} {what}: it is refused as a bomb", archive.display())]
    TooLarge {
        /// The archive.
        archive: PathBuf,
        /// The limit.
        limit: u64,
        /// What the limit counts.
        what: &'static str,
    },
    /// A wanted file is not in it.
    #[error("`{}` has no file `{member}`", archive.display())]
    Missing {
        /// The archive.
        archive: PathBuf,
        /// The file's path within it.
        member: String,
    },
    /// A program that is needed is not installed, or failed.
    #[error("`{program}` {what}, which is needed to unpack `{}`", archive.display())]
    Program {
        /// The program.
        program: &'static str,
        /// What became of it.
        what: String,
        /// The archive.
        archive: PathBuf,
    },
    /// A file or a folder cannot be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// What is wrong with an entry, before it is known in which archive.
#[derive(Debug)]
pub(super) enum Fault {
    Damaged(String),
    Unsafe(String),
    TooLarge { limit: u64, what: &'static str },
    Io { path: PathBuf, source: std::io::Error },
    Read(std::io::Error),
}

impl Fault {
    /// The error of entry `number` of `archive`.
    pub(super) fn at(self, archive: &std::path::Path, number: u64) -> UnpackError {
        let archive = archive.to_owned();
        match self {
            Self::Damaged(what) => {
                UnpackError::Damaged { archive, what: format!("entry {number}: {what}") }
            }
            Self::Unsafe(what) => UnpackError::Unsafe { archive, number, what },
            Self::TooLarge { limit, what } => UnpackError::TooLarge { archive, limit, what },
            Self::Io { path, source } => UnpackError::Io { path, source },
            // What the reader of a format says of a file that was opened is about its content.
            Self::Read(source) => {
                UnpackError::Damaged { archive, what: format!("entry {number}: {source}") }
            }
        }
    }
}
