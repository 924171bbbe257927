use super::FetchError;
use super::contents::Contents;
use super::error::io;
use crate::manifest::{Digest, FileEntry, Manifest};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder in which datasets are kept, one folder a dataset.
///
/// Beside a file stands `FILE.verified`, the hash and size with which it came in; beside what an archive unpacked
/// to, `NAME.contents`, its files with their hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// A cache at `root`, which is made when something comes in.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The user's cache: `$NEURON_DATA_DIR`, else `$XDG_CACHE_HOME/neuron/datasets`, else
    /// `~/.cache/neuron/datasets`.
    ///
    /// # Errors
    /// [`FetchError::NoCache`] where none of the variables is set.
    pub fn from_environment() -> Result<Self, FetchError> {
        let set =
            |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let root = set("NEURON_DATA_DIR")
            // The specification has relative paths ignored.
            .or_else(|| set("XDG_CACHE_HOME").filter(|path| path.is_absolute()).map(below))
            .or_else(|| set("HOME").map(|home| below(home.join(".cache"))));
        root.map(Self::new).ok_or(FetchError::NoCache)
    }

    /// The folder of a dataset.
    #[must_use]
    pub fn folder(&self, manifest: &Manifest) -> PathBuf {
        self.root.join(&manifest.name)
    }
}

fn below(cache: PathBuf) -> PathBuf {
    cache.join("neuron").join("datasets")
}

/// A path with `ending` behind its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The hash with which the file at `path` came in, if it has as many bytes as it had then.
pub(super) fn verified(path: &Path) -> Option<Digest> {
    let note = std::fs::read_to_string(beside(path, ".verified")).ok()?;
    let (digest, size) = note.trim().split_once("  ")?;
    let same = std::fs::metadata(path).ok()?.len() == size.parse().ok()?;
    digest.parse().ok().filter(|_| same)
}

/// Notes the hash with which the file at `path` came in, and its size.
pub(super) fn note_verified(path: &Path, digest: Digest) -> Result<(), FetchError> {
    let size = std::fs::metadata(path).map_err(io(path))?.len();
    write_whole(&beside(path, ".verified"), &format!("{digest}  {size}\n"))
}

/// Forgets it, so that the file is fetched anew.
pub(super) fn forget(path: &Path) -> Result<(), FetchError> {
    let note = beside(path, ".verified");
    match std::fs::remove_file(&note) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(&note)(error)),
        _ => Ok(()),
    }
}

/// What the archive `file` unpacked to, if all of it is there; the error says what is wrong.
pub(super) fn contents(folder: &Path, file: &FileEntry) -> Result<Contents, (PathBuf, String)> {
    let Some(unpacked) = file.unpacked_path() else {
        return Err((file.path.below(folder), "is no archive".into()));
    };
    let place = unpacked.below(folder);
    let note = beside(&place, ".contents");
    let text = std::fs::read_to_string(&note).map_err(|_| (note.clone(), "is missing".into()))?;
    let contents = Contents::parse(&text).ok_or_else(|| (note.clone(), "is damaged".into()))?;
    if contents.archive != file.digest {
        return Err((note, "is of another version of the archive".into()));
    }
    match contents.missing(base(&place, file)) {
        Some(missing) => {
            Err((missing.path.below(base(&place, file)), "is missing or has another size".into()))
        }
        None => Ok(contents),
    }
}

/// The folder that the paths of an archive's contents are below.
pub(super) fn base<'a>(place: &'a Path, file: &FileEntry) -> &'a Path {
    match file.unpack {
        crate::manifest::Unpack::Gz => place.parent().unwrap_or(place),
        _ => place,
    }
}

/// Writes a small file so that it is there whole or not at all.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), FetchError> {
    let parent = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // As any other file of the cache, which several users may share; else it would be its maker's alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(parent).map_err(io(parent))?;
    file.write_all(text.as_bytes()).map_err(io(path))?;
    file.as_file().sync_all().map_err(io(path))?;
    file.persist(path).map_err(|error| io(path)(error.error))?;
    Ok(())
}
