//! One process at a time writes to a run.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use super::{RunFolderError, RunPaths};
use crate::file_system::FileError;

/// Holds a run's `.lock`; the operating system lets go of it when the process ends, however that
/// comes about.
#[derive(Debug)]
pub struct RunLock {
    // Closing the file gives the lock back.
    _file: File,
}

impl RunLock {
    /// Takes the lock of the run in `root` and notes the process in it.
    ///
    /// # Errors
    /// [`RunFolderError::InUse`] where another process holds it, [`RunFolderError::File`] where
    /// the file system has no locks or refuses.
    ///
    /// ```
    /// use neuron_train::run_folder::RunLock;
    /// let run = tempfile::tempdir()?;
    /// let held = RunLock::acquire(run.path())?;
    /// let refused = RunLock::acquire(run.path()).unwrap_err().to_string();
    /// assert!(refused.contains(&format!("in use by process {}", std::process::id())));
    /// drop(held);
    /// RunLock::acquire(run.path())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn acquire(root: &Path) -> Result<Self, RunFolderError> {
        let path = RunPaths::new(root).lock();
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(FileError::at("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Who holds it is a courtesy; that it is held is what counts.
                let _ = file.take(32).read_to_string(&mut text);
                let process = text.trim().parse().ok();
                return Err(RunFolderError::InUse { path: root.to_path_buf(), process });
            }
            Err(TryLockError::Error(cause)) => {
                return Err(FileError::new("lock", &path, cause).into());
            }
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(FileError::at("write", &path))?;
        Ok(Self { _file: file })
    }
}
