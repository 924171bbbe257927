//! What the cache holds, how large it is, and how it is emptied.

use super::super::CacheError;
use super::layout::{self, names};
use super::{Cache, Failure, Lock, Record};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A graph in the cache.
#[derive(Clone, Debug, PartialEq)]
pub struct CacheEntry {
    /// Its folder.
    pub path: PathBuf,
    /// The compiler's version.
    pub compiler_version: String,
    /// What the graph was called when it was compiled; empty where that is not known.
    pub name: String,
    /// What it was compiled for; empty where that is not known.
    pub target: String,
    /// What all its files take, in bytes.
    pub bytes: u64,
    /// Whether it can be used.
    pub state: EntryState,
}

/// Whether an entry can be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EntryState {
    /// It can; the compiler took that long for it.
    Complete {
        /// What the compiler took.
        seconds: f64,
    },
    /// The compiler failed.
    Failed {
        /// How.
        why: String,
    },
    /// A compiler is at work, or was killed.
    Unfinished,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Entries that are gone.
    pub entries: usize,
    /// What they took, in bytes.
    pub bytes: u64,
    /// Entries that stayed, since a process is at work in them.
    pub in_use: usize,
}

impl Cache {
    /// Its entries, in the order of their paths; none where there is no cache yet. Entries of
    /// Neuron's own tools in the same folder are not ours and not listed.
    ///
    /// # Errors
    /// [`CacheError::File`] where a folder cannot be read.
    pub fn entries(&self) -> Result<Vec<CacheEntry>, CacheError> {
        let mut entries = Vec::new();
        for version in self.versions()? {
            let folder = layout::version_folder(self.root(), &version);
            for name in names_in(&folder)?.into_iter().filter(|name| layout::is_entry(name)) {
                let path = folder.join(name);
                // Somebody may clear the cache meanwhile.
                if path.is_dir() {
                    entries.push(describe(path, &version)?);
                }
            }
        }
        Ok(entries)
    }

    /// What its entries take, in bytes.
    ///
    /// # Errors
    /// As [`entries`](Self::entries).
    pub fn bytes(&self) -> Result<u64, CacheError> {
        Ok(self.entries()?.iter().map(|entry| entry.bytes).sum())
    }

    /// Removes its entries, but for those in which a process is at work.
    ///
    /// # Errors
    /// [`CacheError::File`] where something cannot be removed.
    pub fn clear(&self) -> Result<Cleared, CacheError> {
        let mut cleared = Cleared::default();
        for entry in self.entries()? {
            let lock_path = layout::lock_of(&entry.path);
            let Some(_lock) = Lock::try_acquire(&lock_path)? else {
                cleared.in_use += 1;
                continue;
            };
            gone(fs::remove_dir_all(&entry.path), &entry.path)?;
            gone(fs::remove_file(&lock_path), &lock_path)?;
            cleared.entries += 1;
            cleared.bytes += entry.bytes;
        }
        Ok(cleared)
    }

    /// The versions of compilers that there are folders for, in the order of their names.
    pub(in super::super) fn versions(&self) -> Result<Vec<String>, CacheError> {
        let names = names_in(self.root())?;
        Ok(names.iter().filter_map(|name| layout::version_of(name)).map(str::to_owned).collect())
    }
}

fn describe(path: PathBuf, version: &str) -> Result<CacheEntry, CacheError> {
    let done = fs::read_to_string(path.join(names::DONE)).ok();
    let record = done.as_deref().and_then(Record::parse);
    let record = record.filter(|_| path.join(names::NEFF).is_file());
    let (name, target, state) = match (record, Failure::read(&path.join(names::FAILED))) {
        (Some(record), _) => {
            (record.name, record.target, EntryState::Complete { seconds: record.seconds })
        }
        (None, Some(failure)) => {
            (failure.name, failure.target, EntryState::Failed { why: failure.why })
        }
        (None, None) => (String::new(), String::new(), EntryState::Unfinished),
    };
    let bytes = size(&path)?;
    Ok(CacheEntry { path, compiler_version: version.to_owned(), name, target, bytes, state })
}

/// What the files below a folder take; links are not followed.
fn size(folder: &Path) -> Result<u64, CacheError> {
    let mut bytes = 0;
    for name in names_in(folder)? {
        let path = folder.join(name);
        match path.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => bytes += size(&path)?,
            Ok(metadata) => bytes += metadata.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(CacheError::at("read", &path)(error)),
        }
    }
    Ok(bytes)
}

/// Names in a folder, sorted; none where there is no such folder.
fn names_in(folder: &Path) -> Result<Vec<String>, CacheError> {
    let list = match fs::read_dir(folder) {
        Ok(list) => list,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CacheError::at("read", folder)(error)),
    };
    let mut names = Vec::new();
    for file in list {
        let file = file.map_err(CacheError::at("read", folder))?;
        names.extend(file.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

fn gone(removed: std::io::Result<()>, path: &Path) -> Result<(), CacheError> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(CacheError::at("remove", path)(error))
        }
        _ => Ok(()),
    }
}
