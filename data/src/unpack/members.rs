use super::error::Fault;
use super::writer::{Writer, path, text};
use super::{Format, Limits, UnpackError, UnpackedFile, deb, tar, zip};
use crate::manifest::RelativePath;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Some files of an archive: their paths within it.
pub type Wanted = BTreeSet<RelativePath>;

/// Unpacks the files of `archive` that are `wanted` into the folder `into`, which has to be there, and
/// passes over all other entries, whatever they are.
///
/// # Errors
/// [`UnpackError`], also where a wanted file is missing, or is a link. The caller's folder may then hold
/// some of the files: it is meant to be a temporary one.
pub fn unpack_members(
    archive: &Path,
    format: Format,
    into: &Path,
    limits: &Limits,
    wanted: &Wanted,
) -> Result<Vec<UnpackedFile>, UnpackError> {
    let file = File::open(archive)
        .map_err(|source| UnpackError::Io { path: archive.to_owned(), source })?;
    let reader = BufReader::with_capacity(1 << 16, file);
    let mut writer = Writer::new(into.to_owned(), *limits);
    let mut visit = |name: &[u8], kind: tar::Kind, content: &mut dyn Read| {
        writer.count()?;
        let is_wanted = text(name).and_then(path).is_ok_and(|path| wanted.contains(&path));
        match kind {
            _ if !is_wanted => Ok(()),
            tar::Kind::File => writer.file(text(name)?, content),
            tar::Kind::Folder | tar::Kind::Other => {
                Err(Fault::Unsafe(format!("`{}` is no plain file", name.escape_ascii())))
            }
        }
    };
    match format {
        Format::Tar => tar::each(archive, reader, limits, &mut visit)?,
        Format::TarGz => {
            let reader = flate2::bufread::MultiGzDecoder::new(reader);
            tar::each(archive, reader, limits, &mut visit)?;
        }
        Format::Deb => {
            deb::with_tar(archive, |stream| tar::each(archive, stream, limits, &mut visit))?;
        }
        Format::Zip => zip::each(archive, reader, |_, entry| {
            let name = entry.name_raw().to_vec();
            visit(&name, if entry.is_dir() { tar::Kind::Folder } else { tar::Kind::File }, entry)
        })?,
        Format::Gz => {
            let what = "a gzip file has no members".into();
            return Err(UnpackError::Damaged { archive: archive.to_owned(), what });
        }
    }
    let found: BTreeSet<&RelativePath> = writer.files.iter().map(|file| &file.path).collect();
    if let Some(missing) = wanted.iter().find(|path| !found.contains(path)) {
        let member = missing.to_string();
        return Err(UnpackError::Missing { archive: archive.to_owned(), member });
    }
    Ok(writer.files)
}
