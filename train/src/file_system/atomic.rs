//! Files that are there whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{EntryKind, FileError, FileSystem};

/// Writes a file so that a reader, or a machine that starts again, sees the old content or the
/// new, never a part: a scratch file beside it, fsync, rename, fsync of the folder.
///
/// # Errors
/// [`FileError`] with the path that failed; the old content is then still there and the scratch
/// file is gone if the file system lets it be removed.
///
/// ```
/// use neuron_train::file_system::{write_atomically, RealFileSystem};
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("report.md");
/// write_atomically(&RealFileSystem, &path, |out| out.write_all(b"# Report\n"))?;
/// assert_eq!(std::fs::read_to_string(&path)?, "# Report\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_atomically(
    files: &dyn FileSystem,
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), FileError> {
    let scratch = scratch_path(path);
    let written = (|| {
        let mut file = files.create_file(&scratch).map_err(FileError::at("create", &scratch))?;
        fill(&mut file).map_err(FileError::at("write", path))?;
        file.sync().map_err(FileError::at("write", path))?;
        drop(file);
        files.rename(&scratch, path).map_err(FileError::at("replace", path))
    })();
    if let Err(error) = written {
        // Best effort: the first error is the one to report.
        let _ = files.remove_file(&scratch);
        return Err(error);
    }
    let folder = folder_of(path);
    files.sync_folder(folder).map_err(FileError::at("sync", folder))
}

/// Removes what writers that were killed left in `folder`: files named `.PREFIX….tmp`.
///
/// # Errors
/// [`FileError`] where the folder cannot be read or a file not removed.
pub fn remove_stale(files: &dyn FileSystem, folder: &Path, prefix: &str) -> Result<(), FileError> {
    for name in files.list(folder).map_err(FileError::at("list", folder))? {
        if name.starts_with(&format!(".{prefix}")) && name.ends_with(".tmp") {
            let path = folder.join(name);
            if files.kind(&path).map_err(FileError::at("read", &path))? == Some(EntryKind::File) {
                files.remove_file(&path).map_err(FileError::at("remove", &path))?;
            }
        }
    }
    Ok(())
}

/// Creates a folder and its missing parents, each of them durable.
///
/// # Errors
/// [`FileError`] naming the folder that cannot be created.
pub fn create_folders(files: &dyn FileSystem, path: &Path) -> Result<(), FileError> {
    if path.as_os_str().is_empty() {
        return Ok(());
    }
    match files.kind(path).map_err(FileError::at("read", path))? {
        Some(EntryKind::Folder | EntryKind::Link) => return Ok(()),
        Some(EntryKind::File) => {
            let taken = io::Error::new(io::ErrorKind::NotADirectory, "a file has that name");
            return Err(FileError::new("create folder", path, taken));
        }
        None => {}
    }
    let parent = folder_of(path);
    if parent != path && parent != Path::new(".") {
        create_folders(files, parent)?;
    }
    match files.create_folder(path) {
        Ok(()) => {}
        // Another process was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(FileError::new("create folder", path, error)),
    }
    files.sync_folder(parent).map_err(FileError::at("sync", parent))
}

/// Removes a file or a folder with all that is in it; nothing there is no error.
///
/// # Errors
/// [`FileError`] naming what cannot be removed.
pub fn remove_tree(files: &dyn FileSystem, path: &Path) -> Result<(), FileError> {
    match files.kind(path).map_err(FileError::at("read", path))? {
        None => Ok(()),
        Some(EntryKind::File | EntryKind::Link) => {
            files.remove_file(path).map_err(FileError::at("remove", path))
        }
        Some(EntryKind::Folder) => {
            for name in files.list(path).map_err(FileError::at("list", path))? {
                remove_tree(files, &path.join(name))?;
            }
            files.remove_folder(path).map_err(FileError::at("remove", path))
        }
    }
}

/// The folder that holds `path`; `.` for a bare name.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

/// `.NAME.PROCESS.tmp` beside `path`: two processes that write the same file do not mix.
fn scratch_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::super::RealFileSystem;
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_content_and_no_scratch_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.md");
        std::fs::write(&path, "old").unwrap();
        let error = write_atomically(&RealFileSystem, &path, |out| {
            out.write_all(b"new, half")?;
            Err(io::ErrorKind::StorageFull.into())
        })
        .unwrap_err();
        assert!(error.to_string().contains("report.md"), "{error}");
        assert!(error.to_string().contains("free some space"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(RealFileSystem.list(folder.path()).unwrap(), ["report.md"]);
    }

    #[test]
    fn a_folder_under_a_file_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("runs");
        std::fs::write(&file, "").unwrap();
        let error = create_folders(&RealFileSystem, &file).unwrap_err();
        assert!(error.to_string().contains("a file has that name"), "{error}");
        assert!(create_folders(&RealFileSystem, &file.join("vision/a")).is_err());
    }

    #[test]
    fn removing_what_is_not_there_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        create_folders(&RealFileSystem, &folder.path().join("a/b/c")).unwrap();
        std::fs::write(folder.path().join("a/b/file"), "x").unwrap();
        remove_tree(&RealFileSystem, &folder.path().join("a")).unwrap();
        remove_tree(&RealFileSystem, &folder.path().join("a")).unwrap();
        assert!(RealFileSystem.list(folder.path()).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn removing_a_link_leaves_what_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        create_folders(&RealFileSystem, &kept).unwrap();
        std::fs::write(kept.join("file"), "x").unwrap();
        create_folders(&RealFileSystem, &folder.path().join("gone")).unwrap();
        std::os::unix::fs::symlink(&kept, folder.path().join("gone/link")).unwrap();
        remove_tree(&RealFileSystem, &folder.path().join("gone")).unwrap();
        assert_eq!(RealFileSystem.list(folder.path()).unwrap(), ["kept"]);
        assert_eq!(RealFileSystem.list(&kept).unwrap(), ["file"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_really_full_device_is_named() {
        // Every write to /dev/full fails with ENOSPC.
        let mut file = RealFileSystem.create_file(Path::new("/dev/full")).unwrap();
        let error = file.write_all(b"x").map_err(FileError::at("write", Path::new("/dev/full")));
        let message = error.unwrap_err().to_string();
        assert!(message.contains("/dev/full") && message.contains("free some space"), "{message}");
    }
}
