//! The files of the repository, as git would commit them.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::source;
use crate::workspace::{self, Workspace};

/// The repository.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) workspace: Workspace,
    /// Ordered by path.
    pub(crate) files: Vec<File>,
}

/// One file.
#[derive(Debug)]
pub(crate) struct File {
    /// Relative to the root, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) size: u64,
    /// Its contents, if they are text.
    pub(crate) text: Option<String>,
    /// Its lines, if it is Rust source.
    pub(crate) lines: Vec<source::Line>,
}

impl File {
    /// Whether the name ends in `.extension`.
    pub(crate) fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, own)| own == extension)
    }

    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Tree {
    /// Reads the tree at `root`.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or a workspace that cargo refuses.
    pub(crate) fn load(root: &Path) -> Result<Tree> {
        let workspace = workspace::load(root)?;
        let mut paths = known_to_git(root).map_or_else(|| walk(root), Ok)?;
        paths.sort();
        paths.dedup();
        let mut files = Vec::new();
        for path in paths {
            let full = root.join(&path);
            // Git also lists what was removed and not yet committed.
            if full.is_file() {
                files.push(read(path, &full)?);
            }
        }
        Ok(Tree { workspace, files })
    }

    /// The files with that extension.
    pub(crate) fn with(&self, extension: &str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.is(extension))
    }

    /// The text of the file at `path`, if there is one.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path)?.text.as_deref()
    }

    /// The number of the line of the file at `path` that begins with `start`, or 1.
    pub(crate) fn line_of(&self, path: &str, start: &str) -> usize {
        let text = self.text(path).unwrap_or_default();
        text.lines().position(|line| line.starts_with(start)).map_or(1, |index| index + 1)
    }
}

fn read(path: String, full: &Path) -> Result<File> {
    let bytes = fs::read(full).with_context(|| format!("cannot read `{path}`"))?;
    let size = bytes.len() as u64;
    let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
    let rust = path.ends_with(".rs");
    let lines = text.as_deref().filter(|_| rust).map(source::lines).unwrap_or_default();
    Ok(File { path, size, text, lines })
}

/// What git has or would add; none where there is no repository or no git.
fn known_to_git(root: &Path) -> Option<Vec<String>> {
    if !root.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// Every file, except in the folders that builds and runs write to.
fn walk(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root.join(&folder))
            .with_context(|| format!("cannot read the folder `{folder}`"))?
        {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if !entry.file_type()?.is_dir() {
                found.push(path);
            } else if !matches!(name.as_str(), ".git" | "target" | "runs") {
                folders.push(path);
            }
        }
    }
    Ok(found)
}
