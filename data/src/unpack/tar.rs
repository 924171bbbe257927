use super::error::Fault;
use super::writer::{Writer, text};
use super::{Limits, UnpackError};
use std::io::Read;
use std::path::Path;
use tar::{Entry, EntryType};

/// Longest header that gives the next entry its name, in bytes. It is held in memory.
const LONGEST_HEADER: u64 = 1 << 14;

/// What an entry is to the one who visits it.
pub(super) enum Kind {
    File,
    Folder,
    /// A link, a device, a pipe, or what only one archiver knows.
    Other,
}

/// Unpacks each entry of the tar stream.
pub(super) fn unpack(
    archive: &Path,
    reader: impl Read,
    writer: &mut Writer,
    limits: &Limits,
) -> Result<(), UnpackError> {
    each(archive, reader, limits, |name, kind, content| {
        writer.count()?;
        let name = text(name)?;
        match kind {
            Kind::File => writer.file(name, content),
            Kind::Folder => writer.folder(name),
            Kind::Other => Err(Fault::Unsafe(format!(
                "`{}` is a link or a device: expected files and folders",
                name.escape_debug()
            ))),
        }
    })
}

/// Calls `visit` with the name, kind and content of each entry.
///
/// Headers are read as they stand, so that a name that is given by an extra header is bounded before it
/// is in memory.
pub(super) fn each(
    archive: &Path,
    reader: impl Read,
    limits: &Limits,
    mut visit: impl FnMut(&[u8], Kind, &mut dyn Read) -> Result<(), Fault>,
) -> Result<(), UnpackError> {
    // Headers and padding: no more than three blocks an entry.
    let most =
        limits.bytes.saturating_add(limits.entries.saturating_mul(1536)).saturating_add(10240);
    let mut tar = tar::Archive::new(Bounded { reader, left: most });
    let mut number = 0;
    let mut long_name = None;
    let mut any = false;
    let entries = tar.entries().map_err(|error| Fault::Read(error).at(archive, 1))?;
    for entry in entries.raw(true) {
        let mut entry = entry.map_err(|error| Fault::Read(error).at(archive, number + 1))?;
        any = true;
        let taken = match entry.header().entry_type() {
            EntryType::GNULongName => gnu_name(&mut entry).map(|name| long_name = Some(name)),
            EntryType::XHeader => pax_name(&mut entry).map(|name| long_name = name),
            // Comments on the archive, the time it was made: nothing that is kept.
            EntryType::XGlobalHeader => Ok(()),
            kind => {
                number += 1;
                let kind = match kind {
                    EntryType::Regular | EntryType::Continuous => Kind::File,
                    EntryType::Directory => Kind::Folder,
                    _ => Kind::Other,
                };
                let own = entry.header().path_bytes().into_owned();
                let name = long_name.take().unwrap_or(own);
                // Old archives mark a folder by its name alone.
                let folder = name.ends_with(b"/") && matches!(kind, Kind::File);
                visit(&name, if folder { Kind::Folder } else { kind }, &mut entry)
            }
        };
        taken.map_err(|fault| fault.at(archive, number.max(1)))?;
        if number > limits.entries {
            let (archive, limit, what) = (archive.to_owned(), limits.entries, "entries");
            return Err(UnpackError::TooLarge { archive, limit, what });
        }
    }
    if any {
        return Ok(());
    }
    Err(UnpackError::Damaged { archive: archive.to_owned(), what: "it has no entry".into() })
}

fn header_content<R: Read>(entry: &mut Entry<'_, R>) -> Result<Vec<u8>, Fault> {
    let mut content = Vec::new();
    entry.take(LONGEST_HEADER + 1).read_to_end(&mut content).map_err(Fault::Read)?;
    if content.len() as u64 > LONGEST_HEADER {
        return Err(Fault::TooLarge { limit: LONGEST_HEADER, what: "bytes of a name" });
    }
    Ok(content)
}

fn gnu_name<R: Read>(entry: &mut Entry<'_, R>) -> Result<Vec<u8>, Fault> {
    let mut name = header_content(entry)?;
    while name.last() == Some(&0) {
        name.pop();
    }
    Ok(name)
}

fn pax_name<R: Read>(entry: &mut Entry<'_, R>) -> Result<Option<Vec<u8>>, Fault> {
    let content = header_content(entry)?;
    let mut name = None;
    for extension in tar::PaxExtensions::new(&content) {
        let extension = extension.map_err(Fault::Read)?;
        match extension.key_bytes() {
            b"path" => name = Some(extension.value_bytes().to_vec()),
            // Another size than the header's would move the place where the next entry starts.
            b"size" | b"linkpath" => {
                let key = extension.key().unwrap_or_default();
                return Err(Fault::Unsafe(format!("its `{key}` is in an extra header")));
            }
            key if key.starts_with(b"GNU.sparse") => {
                return Err(Fault::Unsafe("it is a sparse file".into()));
            }
            _ => {}
        }
    }
    Ok(name)
}

/// A reader that fails where more is read than an archive within its limits can have.
struct Bounded<R> {
    reader: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.left = self.left.checked_sub(n as u64).ok_or_else(|| {
            std::io::Error::other("it unpacks to more than it may, and is refused as a bomb")
        })?;
        Ok(n)
    }
}
