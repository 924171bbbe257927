use super::ChangeSetError;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Endings of files that stand beside an image and are none.
const BESIDE: [&str; 5] = ["hdr", "xml", "json", "txt", "md"];

/// Images of a folder by the stem of their names.
pub(super) fn images(folder: &Path) -> Result<BTreeMap<String, Vec<PathBuf>>, ChangeSetError> {
    let list = |cause| ChangeSetError::List { folder: folder.to_owned(), cause };
    let mut found: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).map_err(list)? {
        let path = entry.map_err(list)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let beside = BESIDE.contains(&ending.to_lowercase().as_str());
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.is_file() && !beside && !stem.starts_with('.') && !stem.is_empty() {
            found.entry(stem.to_owned()).or_default().push(path);
        }
    }
    found.values_mut().for_each(|paths| paths.sort());
    Ok(found)
}

/// The one file of a name, or of a stem.
pub(super) fn named(
    folder: &Path,
    name: &str,
    images: &BTreeMap<String, Vec<PathBuf>>,
) -> Result<PathBuf, ChangeSetError> {
    let exact = images.values().flatten().find(|path| path.file_name().is_some_and(|n| n == name));
    if let Some(path) = exact {
        return Ok(path.clone());
    }
    match images.get(name).map(Vec::as_slice) {
        Some([only]) => Ok(only.clone()),
        other => Err(ChangeSetError::Named {
            folder: folder.to_owned(),
            name: name.to_owned(),
            found: other.map_or(0, <[PathBuf]>::len),
        }),
    }
}
