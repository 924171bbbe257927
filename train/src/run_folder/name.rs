//! Names that are safe as a folder's.

use std::fmt;
use std::str::FromStr;

use super::RunFolderError;

/// A run's name: letters, digits, `-`, `_` and `.`, beginning with a letter or digit.
///
/// ```
/// use neuron_train::run_folder::RunName;
/// assert_eq!("vit-tiny.2".parse::<RunName>()?.as_str(), "vit-tiny.2");
/// assert!("../elsewhere".parse::<RunName>().is_err());
/// # Ok::<(), neuron_train::run_folder::RunFolderError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunName(String);

impl RunName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RunName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for RunName {
    type Err = RunFolderError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let problem = if name.is_empty() {
            "it is empty"
        } else if name.len() > 100 {
            "it is too long"
        } else if !name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            "it does not begin with a letter or digit"
        } else if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
            "it has another character"
        } else {
            return Ok(Self(name.to_owned()));
        };
        Err(RunFolderError::Name { name: name.to_owned(), problem })
    }
}

/// How a new run comes by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewName {
    /// The user has chosen it.
    Given(RunName),
    /// What is trained on what, and the first number behind all those that are there:
    /// `land_use-statlog-landsat-001`.
    Numbered {
        /// The task.
        task: String,
        /// The dataset.
        dataset: String,
    },
}

impl NewName {
    /// The part before the number; characters that a name cannot have become `-`.
    pub(super) fn prefix(task: &str, dataset: &str) -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let text: String = format!("{task}-{dataset}")
            .chars()
            .map(|c| if allowed(c) { c } else { '-' })
            .take(90)
            .collect();
        text.trim_start_matches(['-', '_']).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NewName, RunName};

    #[test]
    fn a_name_never_leads_out_of_its_folder() {
        let long = "a".repeat(101);
        for name in
            ["", ".", "..", "../a", "a/b", "a\\b", "/a", ".hidden", "-x", "a b", "ä", "a\0", &long]
        {
            let text = name.parse::<RunName>().unwrap_err().to_string();
            assert!(text.contains("cannot be the name of a run"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_numbered_name_is_a_name(task in ".{0,60}", dataset in ".{0,60}") {
            let prefix = NewName::prefix(&task, &dataset);
            let name = if prefix.is_empty() { "run-001".to_owned() } else { format!("{prefix}-001") };
            prop_assert!(name.parse::<RunName>().is_ok(), "{}", name);
        }
    }
}
