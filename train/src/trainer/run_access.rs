//! Who writes a run.

use crate::checkpoint::{CheckpointError, CheckpointStore, Recovery};
use crate::run_folder::RunFolder;
use std::path::Path;

/// What a process may do with the folder of its run.
#[derive(Clone, Copy, Debug)]
pub enum RunAccess<'a> {
    /// Write all of it.
    Write(&'a RunFolder),
    /// Nothing, but read the checkpoints of the run in this folder, if it is gone on with: of several
    /// processes that train together, the first alone writes.
    Read(Option<&'a Path>),
}

impl RunAccess<'_> {
    /// The folder, where this process writes it.
    pub(super) fn written(&self) -> Option<&Path> {
        match self {
            Self::Write(run) => Some(run.paths().root()),
            Self::Read(_) => None,
        }
    }

    /// The checkpoints to write to, and what is found there; what is found alone for a reader.
    pub(super) fn recover(
        &self,
    ) -> Result<(Option<CheckpointStore>, Option<Recovery>), CheckpointError> {
        let mut store = match self {
            Self::Write(run) => CheckpointStore::open(run.paths().root())?,
            Self::Read(Some(folder)) => CheckpointStore::open_read_only(folder),
            Self::Read(None) => return Ok((None, None)),
        };
        let recovery = store.load_latest()?;
        Ok((self.written().is_some().then_some(store), Some(recovery)))
    }
}
