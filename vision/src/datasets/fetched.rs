use std::fmt;
use std::path::PathBuf;

/// What became of a dataset that was to be fetched.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fetched {
    /// Its name.
    pub dataset: String,
    /// Where its data is from.
    pub state: FetchState,
    /// Files of its manifest.
    pub files: usize,
    /// The licence that was accepted, of a dataset that asks for it.
    pub accepted: Option<String>,
    /// Where they are; none where the program carries or makes the data.
    pub folder: Option<PathBuf>,
}

/// Where the data of a dataset is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FetchState {
    /// Fetched, with the hashes of the manifest.
    Verified,
    /// Put there by the user: there is nothing to verify it by.
    ByHand,
    /// Part of the program.
    Embedded,
    /// Made by the program.
    Generated,
}

impl fmt::Display for Fetched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dataset, state, files, folder, accepted } = self;
        let under = accepted.as_ref().map_or_else(String::new, |under| format!(", under {under}"));
        let folder = folder.as_deref().map_or_else(String::new, |f| f.display().to_string());
        match state {
            FetchState::Verified => {
                write!(f, "{dataset}: {files} files verified in {folder}{under}")
            }
            FetchState::ByHand => {
                write!(f, "{dataset}: found in {folder}, with nothing to verify it by")
            }
            FetchState::Embedded => write!(f, "{dataset}: part of the program, nothing to fetch"),
            FetchState::Generated => write!(f, "{dataset}: made by the program, nothing to fetch"),
        }
    }
}
