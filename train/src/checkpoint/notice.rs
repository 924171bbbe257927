//! What was wrong with a checkpoint that had to be left out.

use std::fmt;
use std::path::PathBuf;

/// A damaged file of a checkpoint, in words for the one who runs the training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The checkpoint's step.
    pub step: u64,
    /// The damaged file.
    pub file: PathBuf,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the checkpoint of step {} is damaged and left out: `{}`: {}",
            self.step,
            self.file.display(),
            self.problem
        )
    }
}
