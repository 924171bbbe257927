use super::Limits;
use super::error::Fault;
use crate::manifest::{Digest, DigestKind, Hasher, RelativePath};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A file that came out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnpackedFile {
    /// Its place below the folder it was unpacked into.
    pub path: RelativePath,
    /// Bytes.
    pub size: u64,
    /// Its sha256.
    pub digest: Digest,
}

/// Writes entries below a folder, within limits.
pub(super) struct Writer {
    folder: PathBuf,
    limits: Limits,
    entries: u64,
    bytes: u64,
    /// Case-folded paths that are there; true for a file.
    taken: BTreeMap<String, bool>,
    pub(super) files: Vec<UnpackedFile>,
}

impl Writer {
    pub(super) fn new(folder: PathBuf, limits: Limits) -> Self {
        Self { folder, limits, entries: 0, bytes: 0, taken: BTreeMap::new(), files: Vec::new() }
    }

    /// Counts an entry of whatever kind.
    pub(super) fn count(&mut self) -> Result<(), Fault> {
        self.entries += 1;
        if self.entries > self.limits.entries {
            return Err(Fault::TooLarge { limit: self.limits.entries, what: "entries" });
        }
        Ok(())
    }

    /// The number of the entry at hand, from 1.
    pub(super) fn number(&self) -> u64 {
        self.entries
    }

    /// Makes a folder.
    pub(super) fn folder(&mut self, name: &str) -> Result<(), Fault> {
        // Archives end a folder's name with `/`, and some name their root.
        let name = name.trim_end_matches('/');
        if matches!(name, "" | ".") {
            return Ok(());
        }
        let path = path(name)?;
        self.claim(&path, false)?;
        let place = path.below(&self.folder);
        std::fs::create_dir_all(&place).map_err(|source| Fault::Io { path: place, source })
    }

    /// Writes a file with what `content` gives.
    pub(super) fn file(&mut self, name: &str, content: impl Read) -> Result<(), Fault> {
        let path = path(name)?;
        self.claim(&path, true)?;
        let place = path.below(&self.folder);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|source| Fault::Io { path: parent.to_owned(), source })?;
        }
        let file = OpenOptions::new().write(true).create_new(true).open(&place);
        let file = file.map_err(|source| Fault::Io { path: place.clone(), source })?;
        let (size, digest) = self.copy(content, file, &place)?;
        self.files.push(UnpackedFile { path, size, digest });
        Ok(())
    }

    fn copy(
        &mut self,
        mut content: impl Read,
        mut file: File,
        place: &Path,
    ) -> Result<(u64, Digest), Fault> {
        let mut hasher = Hasher::new(DigestKind::Sha256);
        let mut buffer = vec![0; 1 << 16];
        let mut size = 0;
        loop {
            let n = match content.read(&mut buffer) {
                Ok(0) => return Ok((size, hasher.finish())),
                Ok(n) => n,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Fault::Read(error)),
            };
            size += n as u64;
            self.bytes += n as u64;
            if self.bytes > self.limits.bytes {
                return Err(Fault::TooLarge { limit: self.limits.bytes, what: "bytes" });
            }
            hasher.update(&buffer[..n]);
            file.write_all(&buffer[..n])
                .map_err(|source| Fault::Io { path: place.to_owned(), source })?;
        }
    }

    /// Notes that a path is taken, and that those above it are folders.
    fn claim(&mut self, path: &RelativePath, is_file: bool) -> Result<(), Fault> {
        let folded = path.folded();
        for (end, _) in folded.match_indices('/') {
            let above = &folded[..end];
            if self.taken.get(above) == Some(&true) {
                return Err(Fault::Unsafe(format!("`{path}` is below a file of the archive")));
            }
            if !self.taken.contains_key(above) {
                self.taken.insert(above.to_owned(), false);
            }
        }
        match self.taken.insert(folded, is_file) {
            // A folder may be named before, or after, what is in it.
            Some(false) if !is_file => Ok(()),
            Some(_) => Err(Fault::Unsafe(format!(
                "`{path}` is there twice (upper and lower case count as one)"
            ))),
            None => Ok(()),
        }
    }
}

/// The name of an entry as a path below the folder.
pub(super) fn path(name: &str) -> Result<RelativePath, Fault> {
    name.strip_prefix("./").unwrap_or(name).parse().map_err(Fault::Unsafe)
}

/// The name of an entry as text.
pub(super) fn text(name: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(name).map_err(|_| {
        Fault::Unsafe(format!("name `{}` is not UTF-8", name[..name.len().min(200)].escape_ascii()))
    })
}
