//! Which revision of the code a run was made with.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

/// A git revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GitRevision {
    /// Hash of the commit, hexadecimal.
    pub commit: String,
    /// Whether tracked files differed from it.
    pub modified: bool,
}

impl GitRevision {
    /// The revision checked out in `folder`; `None` where there is no git or no repository.
    #[must_use]
    pub fn of(folder: &Path) -> Option<Self> {
        let commit = git(folder, &["rev-parse", "--verify", "HEAD"])?.trim().to_owned();
        if commit.len() < 40 || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let status = git(folder, &["status", "--porcelain", "--untracked-files=no"])?;
        Some(Self { commit, modified: !status.trim().is_empty() })
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // Looking must not write to the repository's index.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok())?
}

#[cfg(test)]
mod tests {
    use super::{GitRevision, git};

    #[test]
    fn a_folder_outside_any_repository_has_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(GitRevision::of(folder.path()), None);
        assert_eq!(GitRevision::of("/nowhere/at/all".as_ref()), None);
    }

    #[test]
    fn a_change_of_a_tracked_file_shows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::write(path.join("a"), "1").unwrap();
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        if git(path, &["init", "-q"]).is_none() {
            // Without git there is none to find.
            assert_eq!(GitRevision::of(path), None);
            return;
        }
        assert_eq!(GitRevision::of(path), None, "no commit yet");
        git(path, &["add", "a"]).unwrap();
        git(path, &[&identity[..], &["commit", "-q", "-m", "a"]].concat()).unwrap();
        let revision = GitRevision::of(path).unwrap();
        assert!(!revision.modified);
        std::fs::write(path.join("a"), "2").unwrap();
        assert_eq!(GitRevision::of(path).unwrap(), GitRevision { modified: true, ..revision });
    }
}
