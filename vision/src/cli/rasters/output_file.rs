use super::super::error::CommandError;
use crate::tasks::TaskError;
use std::path::Path;

/// Checks, before anything is read, that a GeoTIFF can have its name.
pub(super) fn check_output(file: &Path, force: bool, read: &[&Path]) -> Result<(), CommandError> {
    let shown = || file.display().to_string();
    let suffix = file.extension().and_then(|suffix| suffix.to_str()).map(str::to_lowercase);
    if !matches!(suffix.as_deref(), Some("tif" | "tiff")) {
        let (key, found) = ("output", format!("`{}`", shown()));
        let expected = "a name that ends in .tif or .tiff".into();
        return Err(TaskError::Setting { key, found, expected }.into());
    }
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if read.iter().any(|other| whole(other) == whole(file)) {
        return Err(CommandError::SameFile { file: shown() });
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let (file, folder) = (shown(), folder.display().to_string());
        return Err(CommandError::NoFolder { file, folder });
    }
    if !force && file.symlink_metadata().is_ok() {
        return Err(TaskError::Exists { file: shown() }.into());
    }
    Ok(())
}
