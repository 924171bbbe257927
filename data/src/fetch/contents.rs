use crate::manifest::{Digest, RelativePath};
use crate::unpack::UnpackedFile;
use std::fmt::Write as _;
use std::path::Path;

/// What an archive unpacked to: written when all of it is in its place.
pub(super) struct Contents {
    /// The archive's hash.
    pub(super) archive: Digest,
    pub(super) files: Vec<UnpackedFile>,
}

impl Contents {
    /// A line with the archive's hash, and one with hash, size and path of each file.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{}\n", self.archive);
        for file in &self.files {
            let _infallible = writeln!(text, "{}  {}  {}", file.digest, file.size, file.path);
        }
        text
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let archive = lines.next()?.parse().ok()?;
        let file = |line: &str| {
            let mut parts = line.splitn(3, "  ");
            let (digest, size, path) = (parts.next()?, parts.next()?, parts.next()?);
            let path: RelativePath = path.parse().ok()?;
            Some(UnpackedFile { path, size: size.parse().ok()?, digest: digest.parse().ok()? })
        };
        Some(Self { archive, files: lines.map(file).collect::<Option<_>>()? })
    }

    /// The first of the files that is not there below `folder`, or has not its size.
    pub(super) fn missing<'a>(&'a self, folder: &Path) -> Option<&'a UnpackedFile> {
        self.files.iter().find(|file| {
            let found = std::fs::metadata(file.path.below(folder));
            !found.is_ok_and(|found| found.is_file() && found.len() == file.size)
        })
    }
}
