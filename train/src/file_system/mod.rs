//! The few file operations that durable writing needs, behind a trait.
//!
//! Checkpoints and run folders touch the disk through [`FileSystem`] alone, so that a test can
//! fail every single operation in turn, or cut the power after it, and look at what is left.

mod atomic;
mod error;
mod real;

use std::fmt::Debug;
use std::io::{self, Read, Write};
use std::path::Path;

pub use atomic::{create_folders, remove_stale, remove_tree, write_atomically};
pub use error::FileError;
pub use real::RealFileSystem;

/// A file opened for writing.
pub trait WritableFile: Write + Send {
    /// Returns once everything written is on the disk (fsync).
    ///
    /// # Errors
    /// What the operating system reports; the content is then not to be relied upon.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file opened for reading.
pub struct ReadableFile {
    /// Its length in bytes when it was opened.
    pub len: u64,
    /// Its content, from the beginning.
    pub reader: Box<dyn Read + Send>,
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file, or anything that is not a folder.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
}

/// File operations, each of them one that the operating system can refuse.
///
/// Errors are those of [`std::fs`].
pub trait FileSystem: Debug + Send + Sync {
    /// Creates one folder, whose parent is there.
    ///
    /// # Errors
    /// `AlreadyExists` where the path is taken; otherwise the operating system's error.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Creates a file, or empties the one that is there, for writing.
    ///
    /// # Errors
    /// The operating system's error.
    fn create_file(&self, path: &Path) -> io::Result<Box<dyn WritableFile>>;

    /// Opens a file, or creates it, for writing behind its end.
    ///
    /// # Errors
    /// The operating system's error.
    fn append_to(&self, path: &Path) -> io::Result<Box<dyn WritableFile>>;

    /// Opens a file for reading.
    ///
    /// # Errors
    /// `NotFound` where there is none; otherwise the operating system's error.
    fn open(&self, path: &Path) -> io::Result<ReadableFile>;

    /// Cuts a file to `len` bytes and syncs it.
    ///
    /// # Errors
    /// The operating system's error.
    fn truncate(&self, path: &Path, len: u64) -> io::Result<()>;

    /// Renames atomically; a file at `to` is replaced, a folder that holds something is not.
    ///
    /// # Errors
    /// The operating system's error.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// The operating system's error.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The operating system's error.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Returns once the folder's entries (creations, renames, removals) are on the disk.
    ///
    /// # Errors
    /// The operating system's error.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;

    /// Names in a folder, sorted; a name that is not UTF-8 is none of ours and is left out.
    ///
    /// # Errors
    /// The operating system's error.
    fn list(&self, path: &Path) -> io::Result<Vec<String>>;

    /// What is at `path`, links not followed; `None` where there is nothing.
    ///
    /// # Errors
    /// The operating system's error.
    fn kind(&self, path: &Path) -> io::Result<Option<EntryKind>>;
}
