//! A run that this process may write to.

use std::path::Path;

use super::{RunFolderError, RunLock, RunName, RunPaths, output};

/// A run's folder with its lock held; see [`Runs`](super::Runs) for how to come by one.
#[derive(Debug)]
pub struct RunFolder {
    paths: RunPaths,
    name: RunName,
    _lock: RunLock,
}

impl RunFolder {
    pub(super) fn new(paths: RunPaths, name: RunName, lock: RunLock) -> Self {
        Self { paths, name, _lock: lock }
    }

    /// Where its files are.
    #[must_use]
    pub fn paths(&self) -> &RunPaths {
        &self.paths
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &RunName {
        &self.name
    }

    /// Copies the report to where the user wants it, whole or not at all: `report.html` for a
    /// path that ends in `.html`, `report.md` for one in `.md`.
    ///
    /// # Errors
    /// [`RunFolderError::Output`] for another ending, [`RunFolderError::File`] with the path.
    pub fn copy_report_to(&self, output: &Path) -> Result<(), RunFolderError> {
        output::copy_report(&self.paths, output)
    }
}
