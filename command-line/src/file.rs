//! Files that commands read and write.

use crate::CommandLineError;
use std::io::{Read, Write};
use std::path::Path;

/// Reads a text file of so many bytes at most.
///
/// # Errors
/// [`CommandLineError::File`] where it cannot be read, is longer, or is not UTF-8.
pub fn read(path: &Path, largest: u64) -> Result<String, CommandLineError> {
    let wrong =
        |cause| CommandLineError::File { action: "read", file: path.display().to_string(), cause };
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(wrong)?;
    let bytes = file.take(largest + 1).read_to_string(&mut text).map_err(wrong)?;
    if bytes as u64 > largest {
        let what = format!("it is longer than {largest} bytes");
        return Err(wrong(std::io::Error::new(std::io::ErrorKind::FileTooLarge, what)));
    }
    Ok(text)
}

/// Writes a file beside its place and moves it there, so that nothing is ever half written.
///
/// # Errors
/// [`CommandLineError::File`].
pub fn write(path: &Path, text: &str) -> Result<(), CommandLineError> {
    let wrong =
        |cause| CommandLineError::File { action: "write", file: path.display().to_string(), cause };
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(wrong)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(wrong)?;
    file.persist(path).map_err(|error| wrong(error.error))?;
    Ok(())
}

/// Reads settings of so many bytes at most.
///
/// # Errors
/// [`CommandLineError::File`], or [`CommandLineError::Settings`] with the line.
pub fn read_toml<T: serde::de::DeserializeOwned>(
    path: &Path,
    largest: u64,
) -> Result<T, CommandLineError> {
    let text = read(path, largest)?;
    toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start).min(text.len());
        let line = 1 + text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count();
        let (file, what) = (path.display().to_string(), error.message().to_owned());
        CommandLineError::Settings { file, line, what }
    })
}
