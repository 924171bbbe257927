use super::UnpackError;
use super::error::Fault;
use super::writer::{Writer, text};
use std::io::{Read, Seek};
use std::path::Path;

/// The largest central directory that is read, in entries; each takes memory before it is looked at.
const MOST: usize = 1_000_000;

/// The file type within the permission bits that Unix archivers write.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// Unpacks each entry of the central directory.
pub(super) fn unpack(
    archive: &Path,
    reader: impl Read + Seek,
    writer: &mut Writer,
) -> Result<(), UnpackError> {
    each(archive, reader, |number, entry| {
        writer.count()?;
        debug_assert_eq!(number, writer.number());
        let name = text(entry.name_raw())?.to_owned();
        if entry.is_dir() { writer.folder(&name) } else { writer.file(&name, entry) }
    })
}

/// Calls `visit` with each entry that is a plain file or a folder, and its number from 1.
pub(super) fn each<R: Read + Seek>(
    archive: &Path,
    reader: R,
    mut visit: impl FnMut(u64, &mut zip::read::ZipFile<'_, R>) -> Result<(), Fault>,
) -> Result<(), UnpackError> {
    let damaged = |what: String| UnpackError::Damaged { archive: archive.to_owned(), what };
    let mut zip = zip::ZipArchive::new(reader).map_err(|error| damaged(error.to_string()))?;
    if zip.has_duplicate_names() {
        let what = "a name is there twice".into();
        return Err(UnpackError::Unsafe { archive: archive.to_owned(), number: 1, what });
    }
    if zip.len() > MOST {
        let (archive, what) = (archive.to_owned(), "entries");
        return Err(UnpackError::TooLarge { archive, limit: MOST as u64, what });
    }
    for index in 0..zip.len() {
        let number = index as u64 + 1;
        let mut entry = zip
            .by_index(index)
            .map_err(|error| Fault::Damaged(error.to_string()).at(archive, number))?;
        let kind = entry.unix_mode().unwrap_or(0) & TYPE;
        let plain = matches!(kind, 0 | REGULAR) && !entry.is_dir()
            || matches!(kind, 0 | FOLDER) && entry.is_dir();
        let visited = if plain && !entry.is_symlink() {
            visit(number, &mut entry)
        } else {
            let name = String::from_utf8_lossy(entry.name_raw()).escape_debug().to_string();
            Err(Fault::Unsafe(format!(
                "`{name}` is a link or a device: expected files and folders"
            )))
        };
        visited.map_err(|fault| fault.at(archive, number))?;
    }
    Ok(())
}
