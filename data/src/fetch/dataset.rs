use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A dataset whose files are on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dataset {
    pub(super) files: BTreeMap<String, PathBuf>,
}

impl Dataset {
    /// The place of the file that the manifest calls `file`: what it unpacked to, where the manifest has
    /// it unpacked.
    #[must_use]
    pub fn path(&self, file: &str) -> Option<&Path> {
        self.files.get(file).map(PathBuf::as_path)
    }

    /// All files, by the path that the manifest gives them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files.iter().map(|(name, path)| (name.as_str(), path.as_path()))
    }
}
