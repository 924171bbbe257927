//! The folder that a compiler works in.

use super::super::CacheError;
use super::layout::names;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A folder of this attempt alone; it goes away with the value, unless it is to be kept.
#[derive(Debug)]
pub(in super::super) struct WorkFolder {
    path: PathBuf,
    kept: bool,
}

impl WorkFolder {
    /// Makes a new folder inside `parent`.
    pub(in super::super) fn create(parent: &Path) -> Result<Self, CacheError> {
        fs::create_dir_all(parent).map_err(CacheError::at("create", parent))?;
        let mut number = 0u64;
        loop {
            let path = parent.join(format!("{}{}-{number}", names::WORK, std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path, kept: false }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(CacheError::at("create", &path)(error)),
            }
        }
    }

    pub(in super::super) fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves it there.
    pub(in super::super) fn keep(&mut self) {
        self.kept = true;
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed by the next who works there.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}
