//! The copy of the report that `--output` asks for.

use std::io;
use std::path::{Path, PathBuf};

use super::{RunFolderError, RunPaths};
use crate::file_system::{
    EntryKind, FileError, FileSystem, RealFileSystem, create_folders, write_atomically,
};

/// Refuses, before anything is trained, a path that a report could not be copied to.
///
/// # Errors
/// [`RunFolderError::Output`] for an ending other than `.md` and `.html`, or a folder's path.
///
/// ```
/// use neuron_train::run_folder::check_output;
/// check_output("cv_report.md".as_ref())?;
/// let error = check_output("cv_report.pdf".as_ref()).unwrap_err().to_string();
/// assert!(error.contains("cv_report.pdf") && error.contains(".html"));
/// # Ok::<(), neuron_train::run_folder::RunFolderError>(())
/// ```
pub fn check_output(output: &Path) -> Result<(), RunFolderError> {
    source_of(&RunPaths::new(""), output)?;
    let kind = RealFileSystem.kind(output).map_err(FileError::at("read", output))?;
    if kind == Some(EntryKind::Folder) {
        let problem = "there is a folder of that name".to_owned();
        return Err(RunFolderError::Output { path: output.to_path_buf(), problem });
    }
    Ok(())
}

pub(super) fn copy_report(paths: &RunPaths, output: &Path) -> Result<(), RunFolderError> {
    check_output(output)?;
    let source = source_of(paths, output)?;
    let mut report = RealFileSystem.open(&source).map_err(FileError::at("open", &source))?;
    if let Some(parent) = output.parent() {
        create_folders(&RealFileSystem, parent)?;
    }
    write_atomically(&RealFileSystem, output, |mut out| {
        io::copy(&mut report.reader, &mut out).map(|_| ())
    })?;
    Ok(())
}

fn source_of(paths: &RunPaths, output: &Path) -> Result<PathBuf, RunFolderError> {
    match output.extension().and_then(|ending| ending.to_str()) {
        Some("md") => Ok(paths.report_md()),
        Some("html") => Ok(paths.report_html()),
        _ => Err(RunFolderError::Output {
            path: output.to_path_buf(),
            problem: "a report ends in `.md` or `.html`".to_owned(),
        }),
    }
}
