use super::FetchError;
use super::error::io;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A download that is not whole yet: `NAME.part`, and `NAME.part.origin`, the mark by which the server
/// knows the version that the bytes are of.
pub(super) struct Part {
    pub(super) path: PathBuf,
    origin: PathBuf,
}

impl Part {
    pub(super) fn of(path: &Path) -> Self {
        let with = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        Self { path: with(".part"), origin: with(".part.origin") }
    }

    /// Bytes that are here.
    pub(super) fn len(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// The mark of their version, which is an `ETag` or a date.
    pub(super) fn validator(&self) -> Option<String> {
        let mut text = String::new();
        File::open(&self.origin).ok()?.take(1024).read_to_string(&mut text).ok()?;
        let plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        (!text.is_empty() && plain).then_some(text)
    }

    /// Starts anew, with bytes of another version.
    pub(super) fn restart(&self, validator: Option<&str>) -> Result<File, FetchError> {
        // First the bytes, so that a mark never stands with bytes of another version.
        let file = File::create(&self.path).map_err(io(&self.path))?;
        let mut origin = File::create(&self.origin).map_err(io(&self.origin))?;
        origin.write_all(validator.unwrap_or_default().as_bytes()).map_err(io(&self.origin))?;
        Ok(file)
    }

    /// Goes on behind the bytes that are here.
    pub(super) fn resume(&self) -> Result<File, FetchError> {
        OpenOptions::new().append(true).open(&self.path).map_err(io(&self.path))
    }

    /// Removes all of it.
    pub(super) fn discard(&self) {
        for path in [&self.path, &self.origin] {
            // Where it cannot be removed, the next download truncates it.
            let _left_over = std::fs::remove_file(path);
        }
    }

    /// Gives the bytes their name.
    pub(super) fn finish(&self, path: &Path) -> Result<(), FetchError> {
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(io(&self.path))?;
        std::fs::rename(&self.path, path).map_err(io(path))?;
        if let Some(parent) = path.parent() {
            File::open(parent).and_then(|folder| folder.sync_all()).map_err(io(parent))?;
        }
        self.discard();
        Ok(())
    }
}
