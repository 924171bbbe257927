//! Writing a checkpoint.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::file_hash::Hashing;
use super::manifest::{FORMAT, FileEntry, MANIFEST, MAX_MANIFEST_BYTES, Manifest};
use super::store::{REPLACED, SCRATCH, with_ending};
use super::tensor_file::{Layout, write_layout};
use super::{CheckpointError, CheckpointStore, TensorSlice, seal};
use crate::file_system::{FileError, create_folders, remove_tree};

/// The tensors of one file of a checkpoint.
#[derive(Clone, Debug)]
pub struct TensorGroup<'a> {
    /// File name, ending in `.safetensors`.
    pub file: &'a str,
    /// Text entries of the file's header.
    pub metadata: BTreeMap<String, String>,
    /// The tensors, in any order.
    pub tensors: Vec<TensorSlice<'a>>,
}

impl<'a> TensorGroup<'a> {
    /// A group without metadata.
    #[must_use]
    pub fn new(file: &'a str, tensors: Vec<TensorSlice<'a>>) -> Self {
        Self { file, metadata: BTreeMap::new(), tensors }
    }
}

impl CheckpointStore {
    /// Saves a checkpoint and returns its folder; once this returns it survives a cut of power.
    ///
    /// Tensors are hashed and written from where they lie. A checkpoint of the same step is
    /// replaced, and stays until the new one is whole. `progress` is whatever else a trainer
    /// needs in order to go on; JSON has no NaN and no infinity, so these must be put in words.
    ///
    /// # Errors
    /// [`CheckpointError::Unwritable`] or [`CheckpointError::Tensors`] for what the caller handed
    /// over, [`CheckpointError::File`] for what the operating system refused. Earlier checkpoints
    /// are then untouched and the half-written one is removed if that is possible.
    pub fn save(
        &mut self,
        step: u64,
        groups: &[TensorGroup<'_>],
        progress: &Value,
    ) -> Result<PathBuf, CheckpointError> {
        check_names(step, groups)?;
        let layouts = groups
            .iter()
            .map(|group| Ok((group.file, Layout::new(&group.tensors, &group.metadata)?)))
            .collect::<Result<Vec<_>, CheckpointError>>()?;
        let path = self.path(step);
        let scratch = with_ending(&path, SCRATCH);
        // The folder may have been removed while the run went on.
        create_folders(&*self.files, &self.folder)?;
        remove_tree(&*self.files, &scratch)?;
        let saved = self
            .write_scratch(&scratch, step, &layouts, progress)
            .and_then(|()| Ok(self.put_in_place(&scratch, &path)?));
        if let Err(error) = saved {
            // Best effort, to give the space back: the first error is the one to report.
            let _ = remove_tree(&*self.files, &scratch);
            return Err(error);
        }
        self.verified.insert(step);
        self.damaged.remove(&step);
        Ok(path)
    }

    fn write_scratch(
        &self,
        scratch: &Path,
        step: u64,
        layouts: &[(&str, Layout<'_>)],
        progress: &Value,
    ) -> Result<(), CheckpointError> {
        self.files.create_folder(scratch).map_err(FileError::at("create folder", scratch))?;
        let mut entries = BTreeMap::new();
        for (name, layout) in layouts {
            let entry =
                self.write_file(&scratch.join(name), |mut out| write_layout(&mut out, layout))?;
            entries.insert((*name).to_owned(), entry);
        }
        let manifest =
            Manifest { format: FORMAT, step, files: entries, progress: progress.clone() };
        let unwritable = |problem| CheckpointError::Unwritable { step, problem };
        let text = seal::seal(&manifest).map_err(|error| unwritable(error.to_string()))?;
        if text.len() as u64 > MAX_MANIFEST_BYTES {
            return Err(unwritable(format!(
                "its progress makes a manifest of {} bytes, the limit is {MAX_MANIFEST_BYTES}",
                text.len()
            )));
        }
        self.write_file(&scratch.join(MANIFEST), |out| out.write_all(text.as_bytes()))?;
        self.files.sync_folder(scratch).map_err(FileError::at("sync", scratch))?;
        Ok(())
    }

    /// Writes and syncs a file, hashing what goes in.
    fn write_file(
        &self,
        path: &Path,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<FileEntry, FileError> {
        let file = self.files.create_file(path).map_err(FileError::at("create", path))?;
        let mut hashing = Hashing::new(file);
        fill(&mut hashing).map_err(FileError::at("write", path))?;
        let (bytes, sha256, mut file) = hashing.finish();
        file.sync().map_err(FileError::at("write", path))?;
        Ok(FileEntry { bytes, sha256 })
    }

    fn put_in_place(&self, scratch: &Path, path: &Path) -> Result<(), FileError> {
        let replaced = with_ending(path, REPLACED);
        let replaces = self.kind(path)?.is_some();
        if replaces {
            if self.kind(&replaced)?.is_some() {
                // Left by a save whose last sync failed: until the one that took its place is
                // surely on the disk, this may be all there is.
                self.sync_folder()?;
                remove_tree(&*self.files, &replaced)?;
            }
            self.rename(path, &replaced)?;
        }
        let renamed = self.rename(scratch, path);
        if renamed.is_err() && replaces {
            // Best effort; opening the store again does the same.
            let _ = self.rename(&replaced, path);
        }
        renamed?;
        self.sync_folder()?;
        if replaces {
            self.discard(&replaced)?;
        }
        Ok(())
    }
}

fn check_names(step: u64, groups: &[TensorGroup<'_>]) -> Result<(), CheckpointError> {
    let unwritable = |problem| CheckpointError::Unwritable { step, problem };
    let mut names = BTreeSet::new();
    for group in groups {
        if !is_file_name(group.file) {
            return Err(unwritable(format!(
                "`{}` is not a file name of letters, digits, `-` and `_` that ends in \
                 `.safetensors`",
                group.file
            )));
        }
        if !names.insert(group.file) {
            return Err(unwritable(format!("two groups go to `{}`", group.file)));
        }
    }
    Ok(())
}

/// Whether a checkpoint may hold a tensor file of that name; also asked of what is read.
pub(super) fn is_file_name(name: &str) -> bool {
    name.strip_suffix(".safetensors").is_some_and(|stem| {
        !stem.is_empty()
            && stem.len() <= 100
            && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    })
}
