//! The checkpoints of a run, by step.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::CheckpointError;
use crate::file_system::{
    EntryKind, FileError, FileSystem, RealFileSystem, create_folders, remove_stale, remove_tree,
};

/// Ending of a folder that is being written or removed: nobody reads it.
pub(super) const SCRATCH: &str = ".tmp";
/// Ending of a checkpoint that is being replaced by a new one of the same step.
pub(super) const REPLACED: &str = ".old";

/// The checkpoints of one run.
///
/// One process at a time may write: it holds the lock of the run folder. Any number may
/// [read](Self::open_read_only).
///
/// ```
/// use neuron_train::checkpoint::{CheckpointStore, Retention, TensorGroup, TensorSlice};
/// use safetensors::Dtype;
/// let run = tempfile::tempdir()?;
/// let mut store = CheckpointStore::open(run.path())?;
/// let weight = TensorSlice { name: "weight", dtype: Dtype::U8, shape: &[2], bytes: &[4, 2] };
/// let model = TensorGroup::new("model.safetensors", vec![weight]);
/// store.save(120, &[model], &serde_json::json!({ "epoch": 3 }))?;
/// store.prune(&Retention::default())?;
///
/// let recovery = CheckpointStore::open(run.path())?.load_latest()?;
/// let checkpoint = recovery.checkpoint.expect("one was saved");
/// assert_eq!((checkpoint.step, &checkpoint.progress["epoch"]), (120, &3.into()));
/// assert_eq!(checkpoint.files["model.safetensors"].get("weight").unwrap().bytes, [4, 2]);
/// assert!(recovery.notices.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CheckpointStore {
    pub(super) files: Arc<dyn FileSystem>,
    pub(super) run: PathBuf,
    /// `RUN/checkpoints`.
    pub(super) folder: PathBuf,
    /// Steps that this process has written or read in full.
    pub(super) verified: BTreeSet<u64>,
    /// Steps that this process has found damaged.
    pub(super) damaged: BTreeSet<u64>,
}

impl CheckpointStore {
    /// Opens the checkpoints of the run folder `run` for writing, creates their folder, and
    /// clears away what a killed process left half done.
    ///
    /// # Errors
    /// [`CheckpointError::File`] where a folder cannot be made, listed or cleared.
    pub fn open(run: impl AsRef<Path>) -> Result<Self, CheckpointError> {
        Self::open_with(run, Arc::new(RealFileSystem))
    }

    /// [`open`](Self::open) on another file system.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(
        run: impl AsRef<Path>,
        files: Arc<dyn FileSystem>,
    ) -> Result<Self, CheckpointError> {
        let store = Self::open_read_only_with(run, files);
        create_folders(&*store.files, &store.folder)?;
        store.recover()?;
        remove_stale(&*store.files, &store.run, super::best::POINTER)?;
        Ok(store)
    }

    /// Opens the checkpoints for reading; nothing on the disk is changed, so that a run can be
    /// looked at while it goes on.
    #[must_use]
    pub fn open_read_only(run: impl AsRef<Path>) -> Self {
        Self::open_read_only_with(run, Arc::new(RealFileSystem))
    }

    /// [`open_read_only`](Self::open_read_only) on another file system.
    #[must_use]
    pub fn open_read_only_with(run: impl AsRef<Path>, files: Arc<dyn FileSystem>) -> Self {
        let run = run.as_ref().to_path_buf();
        let folder = run.join("checkpoints");
        Self { files, run, folder, verified: BTreeSet::new(), damaged: BTreeSet::new() }
    }

    /// The steps that have a checkpoint, ascending; whether it is sound is not looked at.
    ///
    /// # Errors
    /// [`CheckpointError::File`] where the folder cannot be listed.
    pub fn list(&self) -> Result<Vec<u64>, CheckpointError> {
        let names = match self.files.list(&self.folder) {
            Ok(names) => names,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(FileError::new("list", &self.folder, error).into()),
        };
        let steps: BTreeSet<u64> = names
            .iter()
            .filter_map(|name| step_of(name.strip_suffix(REPLACED).unwrap_or(name)))
            .collect();
        Ok(steps.into_iter().collect())
    }

    /// The folder of a step's checkpoint, whether or not there is one.
    #[must_use]
    pub fn path(&self, step: u64) -> PathBuf {
        self.folder.join(folder_name(step))
    }

    /// Where a step is to be read from: a process that was stopped while it replaced a
    /// checkpoint may have left the old one aside.
    pub(super) fn readable_path(&self, step: u64) -> Result<Option<PathBuf>, FileError> {
        let path = self.path(step);
        for path in [path.clone(), with_ending(&path, REPLACED)] {
            if self.kind(&path)?.is_some() {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    pub(super) fn kind(&self, path: &Path) -> Result<Option<EntryKind>, FileError> {
        self.files.kind(path).map_err(FileError::at("read", path))
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), FileError> {
        self.files.rename(from, to).map_err(FileError::at("rename", from))
    }

    pub(super) fn sync_folder(&self) -> Result<(), FileError> {
        self.files.sync_folder(&self.folder).map_err(FileError::at("sync", &self.folder))
    }

    /// Finishes or undoes what was under way when the last writer stopped.
    fn recover(&self) -> Result<(), CheckpointError> {
        for name in self.files.list(&self.folder).map_err(FileError::at("list", &self.folder))? {
            let path = self.folder.join(&name);
            if name.strip_suffix(SCRATCH).and_then(step_of).is_some() {
                remove_tree(&*self.files, &path)?;
            } else if let Some(step) = name.strip_suffix(REPLACED).and_then(step_of) {
                if self.kind(&self.path(step))?.is_some() {
                    self.discard(&path)?;
                } else {
                    self.rename(&path, &self.path(step))?;
                    self.sync_folder()?;
                }
            }
        }
        Ok(())
    }

    /// Removes a checkpoint so that it is never seen in part: out of sight first.
    pub(super) fn discard(&self, path: &Path) -> Result<(), FileError> {
        let scratch = with_ending(path, SCRATCH);
        remove_tree(&*self.files, &scratch)?;
        self.rename(path, &scratch)?;
        self.sync_folder()?;
        remove_tree(&*self.files, &scratch)
    }
}

/// `step-00000120`.
fn folder_name(step: u64) -> String {
    format!("step-{step:08}")
}

/// The step of a folder name; `None` for a name that this store would not have given.
pub(super) fn step_of(name: &str) -> Option<u64> {
    let step = name.strip_prefix("step-")?.parse().ok()?;
    (folder_name(step) == name).then_some(step)
}

/// `step-00000120.tmp`, also from `step-00000120.old`.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    path.with_extension(ending.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::{folder_name, step_of};

    #[test]
    fn a_step_is_known_by_one_name_only() {
        for step in [0, 7, 99_999_999, 100_000_000, u64::MAX] {
            assert_eq!(step_of(&folder_name(step)), Some(step));
        }
        for name in ["step-7", "step-000000007", "step-+0000007", "step-", "step-0000000a", "best"]
        {
            assert_eq!(step_of(name), None, "{name}");
        }
    }
}
