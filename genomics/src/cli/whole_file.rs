//! Files and folders that are there whole or not at all.

use super::error::CommandError;
use neuron_command_line::{CommandLineError, file};
use neuron_sequence_files::compression::bgzf;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What cannot be written.
pub(super) fn cannot_write(path: &Path, cause: io::Error) -> CommandError {
    let file = path.display().to_string();
    CommandError::from(CommandLineError::File { action: "write", file, cause })
}

/// That a file can be written there, before what goes into it takes its time.
pub(super) fn check_place(flag: &'static str, path: &Path) -> Result<(), CommandError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if folder.is_dir() && !path.is_dir() {
        return Ok(());
    }
    Err(CommandError::from(CommandLineError::Flag {
        flag,
        found: format!("`{}`", path.display()),
        expected: "a file in a folder that is there".to_owned(),
    }))
}

/// Whether a name asks for compression.
fn compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz" || extension == "bgz")
}

/// Writes a text, in compressed blocks where the name ends by `.gz`.
pub(super) fn write_text(path: &Path, text: &str) -> Result<(), CommandError> {
    if !compressed(path) {
        return Ok(file::write(path, text)?);
    }
    let wrong = |cause| cannot_write(path, cause);
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let target = tempfile::NamedTempFile::new_in(folder).map_err(wrong)?;
    let mut writer = bgzf::Writer::new(target);
    writer.write_all(text.as_bytes()).map_err(wrong)?;
    let target = writer.finish().map_err(wrong)?;
    target.persist(path).map_err(|error| wrong(error.error))?;
    Ok(())
}

/// A folder that is made under another name, and taken away unless it is finished.
pub(super) struct NewFolder {
    place: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl NewFolder {
    /// Begins a folder, which must not be there yet, or be empty.
    pub(super) fn begin(target: &Path) -> Result<Self, CommandError> {
        let taken = match fs::read_dir(target) {
            Ok(mut entries) => entries.next().is_some(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(cannot_write(target, error)),
        };
        if taken {
            return Err(CommandError::from(CommandLineError::Flag {
                flag: "--output",
                found: format!("`{}`, which is not empty", target.display()),
                expected: "a folder that is not there yet".to_owned(),
            }));
        }
        let mut place = target.as_os_str().to_owned();
        place.push(".partial");
        let place = PathBuf::from(place);
        fs::create_dir(&place).map_err(|error| cannot_write(&place, error))?;
        Ok(Self { place, target: target.to_owned(), finished: false })
    }

    /// Where a file of this name is written.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.place.join(name)
    }

    /// Writes a file, in compressed blocks where the name ends by `.gz`.
    pub(super) fn write(
        &self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), CommandError> {
        let path = self.file(name);
        let write = || {
            let mut target = BufWriter::new(File::create(&path)?);
            if compressed(&path) {
                let mut writer = bgzf::Writer::new(target);
                content(&mut writer)?;
                writer.finish()?;
            } else {
                content(&mut target)?;
                target.flush()?;
            }
            Ok(())
        };
        write().map_err(|error| cannot_write(&self.target.join(name), error))
    }

    /// Moves the folder to its place.
    pub(super) fn finish(mut self) -> Result<(), CommandError> {
        fs::rename(&self.place, &self.target).map_err(|error| cannot_write(&self.target, error))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_dir_all(&self.place);
        }
    }
}
