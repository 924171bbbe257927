//! Files of a report: all of them are written, or none.

use super::document::{Figure, Report};
use super::{html::html, markdown::markdown};
use crate::cli::error::CommandError;
use neuron_command_line::CommandLineError;
use std::io::{Error, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    /// One page.
    Html,
    /// A text, with its plots beside it.
    Markdown,
}

/// The format that a file's name asks for, if it is that of a report.
pub(in crate::cli) fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "html" | "htm" => Some(Format::Html),
        "md" | "markdown" => Some(Format::Markdown),
        _ => None,
    }
}

/// The report that `--output` asks for.
pub(in crate::cli) fn wanted(path: Option<&Path>) -> Result<Option<Format>, CommandError> {
    let Some(path) = path else { return Ok(None) };
    format_of(path).map(Some).ok_or_else(|| {
        let found = format!("`{}`", path.display().to_string().escape_debug());
        CommandError::flag("--output", found, "a name that ends in .md or .html")
    })
}

/// Writes a report.
///
/// Every file is first written whole beside its place; only then are they moved there, the report last.
pub(in crate::cli) fn write(
    path: &Path,
    format: Format,
    report: &Report,
) -> Result<(), CommandError> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    match format {
        Format::Html => files.push((path.to_owned(), html(report))),
        Format::Markdown => {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let name = |figure: &Figure| format!("{stem}-{}.svg", figure.name);
            let own = report.figures();
            files.extend(own.map(|one| (path.with_file_name(name(one)), one.svg.to_string())));
            files.push((path.to_owned(), markdown(report, |figure| address(&name(figure)))));
        }
    }
    let written: Vec<(NamedTempFile, PathBuf)> =
        files.into_iter().map(|(path, text)| beside(path, &text)).collect::<Result<_, _>>()?;
    for (file, path) in written {
        file.persist(&path).map_err(|error| unwritable(&path, error.error))?;
    }
    Ok(())
}

fn beside(path: PathBuf, text: &str) -> Result<(NamedTempFile, PathBuf), CommandError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let made = || {
        let mut file = readable().tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    match made() {
        Ok(file) => Ok((file, path)),
        Err(cause) => Err(unwritable(&path, cause)),
    }
}

/// Files that others may read, as far as the user's mask lets them; temporary ones are private otherwise.
fn readable() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

fn unwritable(path: &Path, cause: Error) -> CommandError {
    let file = path.display().to_string();
    CommandLineError::File { action: "write", file, cause }.into()
}

/// A file's name as an address in Markdown.
fn address(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let encode =
        |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    name.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::{Format, address, format_of};
    use std::path::Path;

    #[test]
    fn names_say_the_format() {
        assert_eq!(format_of(Path::new("a.md")), Some(Format::Markdown));
        assert_eq!(format_of(Path::new("a.HTML")), Some(Format::Html));
        assert_eq!(format_of(Path::new("a.toml")), None);
        assert_eq!(format_of(Path::new("md")), None);
        assert_eq!(address("my report)-a.svg"), "my%20report%29-a.svg");
    }
}
