use super::{Digest, DigestKind, RelativePath, Size, Source};
use serde::Deserialize;

/// One file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// Its place in the dataset's folder of the cache.
    pub path: RelativePath,
    /// Where it comes from.
    pub source: Source,
    /// Its bytes, exactly or at most.
    pub size: Size,
    /// The hash by which it is known.
    pub digest: Digest,
    /// What is done with it once it is here.
    pub unpack: Unpack,
    /// Bytes of all that it unpacks to, where the manifest states them.
    pub unpacked_size: Option<Size>,
    /// Most files and folders that it unpacks to, where the manifest states them.
    pub unpacked_entries: Option<u64>,
}

/// What is done with a file once it is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Unpack {
    /// Nothing: it is read as it is.
    #[default]
    #[serde(rename = "none")]
    None,
    /// A zip archive, into a folder.
    #[serde(rename = "zip")]
    Zip,
    /// A tar archive, into a folder.
    #[serde(rename = "tar")]
    Tar,
    /// A gzip-compressed tar archive, into a folder.
    #[serde(rename = "tar.gz")]
    TarGz,
    /// A gzip-compressed file, into a file.
    #[serde(rename = "gz")]
    Gz,
    /// A Debian package, into a folder; needs `dpkg-deb`.
    #[serde(rename = "deb")]
    Deb,
}

impl Unpack {
    /// Endings that the file's name loses.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Zip => &[".zip"],
            Self::Tar => &[".tar"],
            Self::TarGz => &[".tar.gz", ".tgz"],
            Self::Gz => &[".gz"],
            Self::Deb => &[".deb"],
        }
    }
}

impl FileEntry {
    /// Where what it unpacks to stands, in the dataset's folder of the cache: its path without the
    /// archive's ending. `None` where nothing is unpacked.
    #[must_use]
    pub fn unpacked_path(&self) -> Option<RelativePath> {
        let stem =
            self.unpack.endings().iter().find_map(|end| self.path.as_str().strip_suffix(end));
        stem.and_then(|stem| stem.parse().ok())
    }
}

/// A file as it is written in a manifest.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    path: RelativePath,
    source: Source,
    size: Option<u64>,
    at_most: Option<u64>,
    sha256: Option<Digest>,
    md5: Option<Digest>,
    #[serde(default)]
    unpack: Unpack,
    unpacked_size: Option<u64>,
    unpacked_at_most: Option<u64>,
    unpacked_entries: Option<u64>,
}

/// Endings that the cache's own files have.
const RESERVED: &[&str] = &[".part", ".lock", ".contents", ".verified", ".origin"];

impl TryFrom<Entry> for FileEntry {
    type Error = String;

    fn try_from(entry: Entry) -> Result<Self, String> {
        let path = entry.path.as_str();
        let (digest, kind) = match (entry.sha256, entry.md5) {
            (Some(digest), None) => (digest, DigestKind::Sha256),
            (None, Some(digest)) => (digest, DigestKind::Md5),
            (Some(_), Some(_)) => {
                return Err(format!("file `{path}` has `sha256` and `md5`: expected one of them"));
            }
            (None, None) => return Err(format!("file `{path}` has no `sha256`")),
        };
        if digest.kind() != kind {
            let digits = if kind == DigestKind::Md5 { 32 } else { 64 };
            return Err(format!(
                "`{}` of file `{path}` is not one: expected {digits} hexadecimal digits",
                kind.name()
            ));
        }
        let size = Size::stated(["size", "at_most"], entry.size, entry.at_most);
        let size = size.map_err(|what| format!("file `{path}` {what}"))?;
        let size = size.ok_or_else(|| {
            format!("file `{path}` has no `size`: expected its bytes, or `at_most`, the most it may have")
        })?;
        let keys = ["unpacked_size", "unpacked_at_most"];
        let unpacked_size = Size::stated(keys, entry.unpacked_size, entry.unpacked_at_most)
            .map_err(|what| format!("file `{path}` {what}"))?;
        let folded = path.to_lowercase();
        if let Some(ending) = RESERVED.iter().find(|ending| folded.ends_with(*ending)) {
            return Err(format!("file `{path}` ends in `{ending}`, which is the cache's own"));
        }
        let file = Self {
            path: entry.path,
            source: entry.source,
            size,
            digest,
            unpack: entry.unpack,
            unpacked_size,
            unpacked_entries: entry.unpacked_entries,
        };
        let stated = [
            ("unpacked_size", entry.unpacked_size),
            ("unpacked_at_most", entry.unpacked_at_most),
            ("unpacked_entries", entry.unpacked_entries),
        ];
        if let Some((key, _)) = stated.iter().find(|(_, value)| value.is_some())
            && file.unpack == Unpack::None
        {
            return Err(format!("file `{}` has `{key}` but no `unpack`", file.path));
        }
        if file.unpack != Unpack::None && file.unpacked_path().is_none() {
            return Err(format!(
                "file `{}` does not end in `{}`, which its `unpack` takes off",
                file.path,
                file.unpack.endings().join("` or `")
            ));
        }
        Ok(file)
    }
}
