//! Reading checkpoints, and finding one that can be trusted.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::Path;

use serde_json::Value;

use super::file_hash::Hashing;
use super::manifest::{FORMAT, FileEntry, MANIFEST, MAX_MANIFEST_BYTES, Manifest};
use super::save::is_file_name;
use super::{
    CheckpointError, CheckpointStore, Notice, TensorFile, TensorFileError, read_safetensors, seal,
};
use crate::file_system::{FileError, ReadableFile};

/// A checkpoint whose every byte matched its manifest.
#[derive(Debug)]
pub struct Checkpoint {
    /// Steps that were done when it was saved.
    pub step: u64,
    /// What the trainer stored beside the tensors.
    pub progress: Value,
    /// The tensor files by name.
    pub files: BTreeMap<String, TensorFile>,
}

/// The newest sound checkpoint, and what was wrong with newer ones.
#[derive(Debug)]
pub struct Recovery {
    /// `None` where the run has no checkpoint yet.
    pub checkpoint: Option<Checkpoint>,
    /// One for each damaged checkpoint that had to be left out, newest first.
    pub notices: Vec<Notice>,
}

/// Why one checkpoint cannot be had.
pub(super) enum Failure {
    /// It is damaged: an older one may do.
    Damage(Notice),
    /// Something that an older one would not mend.
    Error(CheckpointError),
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        Self::Error(error.into())
    }
}

impl CheckpointStore {
    /// Loads the newest checkpoint that is sound.
    ///
    /// # Errors
    /// [`CheckpointError::NoneVerifies`] where there are checkpoints and all are damaged: a run
    /// never starts over silently. [`CheckpointError::File`] where the operating system refuses
    /// (a folder that may not be read), [`CheckpointError::Tensors`] where memory is short.
    pub fn load_latest(&mut self) -> Result<Recovery, CheckpointError> {
        let mut notices = Vec::new();
        for step in self.list()?.into_iter().rev() {
            match self.read(step) {
                Ok(checkpoint) => return Ok(Recovery { checkpoint: Some(checkpoint), notices }),
                Err(Failure::Damage(notice)) => notices.push(notice),
                Err(Failure::Error(error)) => return Err(error),
            }
        }
        if notices.is_empty() {
            return Ok(Recovery { checkpoint: None, notices });
        }
        Err(CheckpointError::NoneVerifies { folder: self.folder.clone(), notices })
    }

    /// Loads the checkpoint of one step.
    ///
    /// # Errors
    /// [`CheckpointError::NoSuchStep`], [`CheckpointError::Damaged`], and as
    /// [`load_latest`](Self::load_latest).
    pub fn load_step(&mut self, step: u64) -> Result<Checkpoint, CheckpointError> {
        if self.readable_path(step)?.is_none() {
            let steps: Vec<_> = self.list()?.iter().map(ToString::to_string).collect();
            let available = if steps.is_empty() { "none".to_owned() } else { steps.join(", ") };
            return Err(CheckpointError::NoSuchStep {
                folder: self.folder.clone(),
                step,
                available,
            });
        }
        self.read(step).map_err(|failure| match failure {
            Failure::Damage(notice) => CheckpointError::Damaged(notice),
            Failure::Error(error) => error,
        })
    }

    /// Reads a checkpoint and remembers whether it was sound.
    pub(super) fn read(&mut self, step: u64) -> Result<Checkpoint, Failure> {
        let read = self.read_checkpoint(step);
        match &read {
            Ok(_) => {
                self.verified.insert(step);
                self.damaged.remove(&step);
            }
            Err(Failure::Damage(_)) => {
                self.verified.remove(&step);
                self.damaged.insert(step);
            }
            Err(Failure::Error(_)) => {}
        }
        read
    }

    fn read_checkpoint(&self, step: u64) -> Result<Checkpoint, Failure> {
        let folder = self.readable_path(step)?.unwrap_or_else(|| self.path(step));
        let manifest = self.read_manifest(&folder, step)?;
        let mut files = BTreeMap::new();
        for (name, entry) in manifest.files {
            let file = self.read_tensors(&folder.join(&name), step, &entry)?;
            files.insert(name, file);
        }
        Ok(Checkpoint { step, progress: manifest.progress, files })
    }

    fn read_manifest(&self, folder: &Path, step: u64) -> Result<Manifest, Failure> {
        let path = folder.join(MANIFEST);
        let damage = |problem: String| damage(step, &path, problem);
        let file = self.open_file(&path, step)?;
        if file.len > MAX_MANIFEST_BYTES {
            return Err(damage(format!(
                "it has {} bytes, a manifest has at most {MAX_MANIFEST_BYTES}",
                file.len
            )));
        }
        let mut text = Vec::new();
        file.reader
            .take(MAX_MANIFEST_BYTES)
            .read_to_end(&mut text)
            .map_err(|cause| reading_failed(step, FileError::new("read", &path, cause)))?;
        let manifest: Manifest = seal::open(&text).map_err(damage)?;
        if manifest.format != FORMAT {
            return Err(damage(format!(
                "it is of format {}, this program reads format {FORMAT}",
                manifest.format
            )));
        }
        if manifest.step != step {
            return Err(damage(format!("it belongs to step {}", manifest.step)));
        }
        if let Some(name) = manifest.files.keys().find(|name| !is_file_name(name)) {
            return Err(damage(format!("it lists `{name}`, which is no tensor file's name")));
        }
        Ok(manifest)
    }

    fn read_tensors(
        &self,
        path: &Path,
        step: u64,
        entry: &FileEntry,
    ) -> Result<TensorFile, Failure> {
        let damage = |problem: String| damage(step, path, problem);
        let file = self.open_file(path, step)?;
        if file.len != entry.bytes {
            return Err(damage(format!(
                "it has {} bytes, the manifest says {}",
                file.len, entry.bytes
            )));
        }
        let mut reader = Hashing::new(file.reader);
        let tensors =
            read_safetensors(&mut reader, file.len, path).map_err(|error| match error {
                TensorFileError::Malformed { problem, .. } => damage(problem),
                TensorFileError::File(error) => reading_failed(step, error),
                other => Failure::Error(other.into()),
            })?;
        let (_, sha256, _) = reader.finish();
        if sha256 != entry.sha256 {
            return Err(damage(format!(
                "its sha256 is {sha256}, the manifest says {}",
                entry.sha256
            )));
        }
        Ok(tensors)
    }

    fn open_file(&self, path: &Path, step: u64) -> Result<ReadableFile, Failure> {
        self.files
            .open(path)
            .map_err(|cause| reading_failed(step, FileError::new("open", path, cause)))
    }
}

fn damage(step: u64, file: &Path, problem: String) -> Failure {
    Failure::Damage(Notice { step, file: file.to_path_buf(), problem })
}

/// A file that is missing or on a bad sector is damage; one that may not be read is not: an older
/// checkpoint would be taken for no good reason.
fn reading_failed(step: u64, error: FileError) -> Failure {
    match error.cause.kind() {
        ErrorKind::NotFound => damage(step, &error.path, "it is missing".to_owned()),
        ErrorKind::PermissionDenied | ErrorKind::OutOfMemory => Failure::Error(error.into()),
        _ => damage(step, &error.path, format!("it cannot be read: {}", error.cause)),
    }
}
