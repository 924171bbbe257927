use serde::Deserialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// Longest path, in bytes, and most components.
const LONGEST: usize = 1024;
const DEEPEST: usize = 64;

/// A path that stays below the folder it is joined to: relative, `/` between components, no `.` or
/// `..`, no backslash, no control character.
///
/// ```
/// use neuron_data::manifest::RelativePath;
/// assert!("images/train.gz".parse::<RelativePath>().is_ok());
/// assert!("../../.profile".parse::<RelativePath>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct RelativePath(String);

impl RelativePath {
    /// The path with `/` between its components.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This path below `folder`.
    #[must_use]
    pub fn below(&self, folder: &Path) -> PathBuf {
        folder.join(&self.0)
    }

    /// The path by which a file system without upper and lower case would know it.
    pub(crate) fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for RelativePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let shown: String = text.chars().take(200).collect();
        let refused = |why: &str| Err(format!("path `{}` {why}", shown.escape_debug()));
        if text.is_empty() {
            return refused("is empty");
        }
        if text.len() > LONGEST || text.split('/').count() > DEEPEST {
            return refused("is longer than 1024 bytes or deeper than 64 folders");
        }
        if text.starts_with('/') {
            return refused("is absolute: expected one below the dataset's folder");
        }
        if text.chars().any(|c| c.is_control() || c == '\\') {
            return refused("has a backslash or a control character");
        }
        // `C:` would be another drive where there are drives.
        if text.as_bytes().get(1) == Some(&b':') && text.as_bytes()[0].is_ascii_alphabetic() {
            return refused("names a drive: expected one below the dataset's folder");
        }
        if text.split('/').any(|part| part == "..") {
            return refused("leaves its folder by `..`");
        }
        if text.split('/').any(|part| part.is_empty() || part == ".") {
            return refused("has an empty component or `.`");
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for RelativePath {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::RelativePath;

    #[test]
    fn only_paths_below_are_paths() {
        let long = "a/".repeat(65) + "a";
        let refused = [
            "",
            "/etc/passwd",
            "..",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            "a/",
            "a\\b",
            "a\0b",
            "C:/a",
            &long,
        ];
        for path in refused {
            assert!(path.parse::<RelativePath>().is_err(), "{path:?}");
        }
        for path in ["a", "a/b.gz", "..a/b..", "ä/1:2"] {
            assert_eq!(path.parse::<RelativePath>().unwrap().as_str(), path);
        }
    }
}
