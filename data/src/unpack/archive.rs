use super::writer::Writer;
use super::{Limits, UnpackError, UnpackedFile, deb, gz, tar, zip};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Formats of archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// zip (APPNOTE), stored or deflated.
    Zip,
    /// tar (ustar, pax, GNU long names).
    Tar,
    /// tar, compressed by gzip (RFC 1952).
    TarGz,
    /// One file, compressed by gzip.
    Gz,
    /// The files of a Debian package, by `dpkg-deb`.
    Deb,
}

/// Unpacks `archive` into `into`, which must not be there yet: a folder, and for [`Format::Gz`] a
/// file. Returns the files in the order of the archive.
///
/// # Errors
/// [`UnpackError`]; nothing is left at `into` or beside it.
pub fn unpack(
    archive: &Path,
    format: Format,
    into: &Path,
    limits: &Limits,
) -> Result<Vec<UnpackedFile>, UnpackError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| UnpackError::Io { path, source }
    };
    if into.symlink_metadata().is_ok() {
        return Err(io(into)(std::io::ErrorKind::AlreadyExists.into()));
    }
    let file = File::open(archive).map_err(io(archive))?;
    let parent = into.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    // Removed with all that is in it unless it is renamed.
    let scratch =
        tempfile::Builder::new().prefix(".unpacking-").tempdir_in(parent).map_err(io(parent))?;
    let inner = scratch.path().join("content");
    std::fs::create_dir(&inner).map_err(io(&inner))?;
    let mut writer = Writer::new(inner.clone(), *limits);
    let reader = BufReader::with_capacity(1 << 16, file);
    match format {
        Format::Zip => zip::unpack(archive, reader, &mut writer)?,
        Format::Tar => tar::unpack(archive, reader, &mut writer, limits)?,
        Format::TarGz => {
            let reader = flate2::bufread::MultiGzDecoder::new(reader);
            tar::unpack(archive, reader, &mut writer, limits)?;
        }
        Format::Gz => gz::unpack(archive, reader, into, &mut writer)?,
        Format::Deb => deb::unpack(archive, &mut writer, limits)?,
    }
    let whole = match (format, writer.files.first()) {
        (Format::Gz, Some(file)) => file.path.below(&inner),
        _ => inner,
    };
    sync(&whole).map_err(io(&whole))?;
    std::fs::rename(&whole, into).map_err(io(into))?;
    sync(parent).map_err(io(parent))?;
    Ok(writer.files)
}

/// Has the system write what it holds back of a file or of a folder's listing.
fn sync(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}
