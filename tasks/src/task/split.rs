use super::TaskError;
use std::fmt;
use std::str::FromStr;

/// A part of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Split {
    /// What is learned from.
    Train,
    /// What the best weights and thresholds are chosen by.
    Validation,
    /// What is reported on, and nothing is chosen by.
    Test,
}

impl Split {
    /// `train`, `validation` or `test`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Validation => "validation",
            Self::Test => "test",
        }
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Split {
    type Err = TaskError;

    fn from_str(name: &str) -> Result<Self, TaskError> {
        [Self::Train, Self::Validation, Self::Test]
            .into_iter()
            .find(|split| split.name() == name)
            .ok_or_else(|| TaskError::Setting {
                key: "split",
                found: format!("`{name}`"),
                expected: "`train`, `validation` or `test`".into(),
            })
    }
}
