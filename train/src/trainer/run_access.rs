//! Who writes a run.

use crate::checkpoint::{CheckpointError, CheckpointStore, Recovery};
use crate::run_folder::{RunFolder, RunPaths};
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

/// A run that this process writes.
pub(super) struct Written {
    pub(super) store: CheckpointStore,
    pub(super) paths: RunPaths,
}

impl RunAccess<'_> {
    /// The run to write to, and what is found there; what is found alone for a reader.
    pub(super) fn recover(&self) -> Result<(Option<Written>, Option<Recovery>), CheckpointError> {
        match self {
            Self::Write(run) => {
                let paths = run.paths().clone();
                let mut store = CheckpointStore::open(paths.root())?;
                let recovery = store.load_latest()?;
                Ok((Some(Written { store, paths }), Some(recovery)))
            }
            Self::Read(Some(folder)) => {
                Ok((None, Some(CheckpointStore::open_read_only(folder).load_latest()?)))
            }
            Self::Read(None) => Ok((None, None)),
        }
    }
}
