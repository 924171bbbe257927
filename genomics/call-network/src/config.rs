use crate::CallNetworkError;
use serde::{Deserialize, Serialize};

/// How a network is built, and when it is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NetworkConfig {
    /// Rows of a pileup: the reference's and those of reads.
    pub rows: usize,
    /// Positions of a pileup, the candidate's in the middle.
    pub columns: usize,
    /// Channels of the convolutions along a read.
    pub channels: usize,
    /// Channels of the convolutions behind the sum over reads, and numbers of the last layer but one.
    pub hidden: usize,
    /// Calls whose likeliest genotype is less certain than this (phred) are judged.
    pub threshold: f64,
}

impl Default for NetworkConfig {
    fn default() -> Self {
        Self { rows: 32, columns: 33, channels: 16, hidden: 32, threshold: 20.0 }
    }
}

/// Greatest extent of anything: a file may say what it wants.
const MOST: usize = 512;

impl NetworkConfig {
    /// Holds the settings against their ranges.
    ///
    /// # Errors
    /// [`CallNetworkError::Setting`].
    pub fn check(&self) -> Result<(), CallNetworkError> {
        let extents = [
            ("rows", self.rows, 2),
            ("columns", self.columns, 9),
            ("channels", self.channels, 1),
            ("hidden", self.hidden, 1),
        ];
        for (name, value, least) in extents {
            if !(least..=MOST).contains(&value) {
                return Err(CallNetworkError::Setting {
                    name,
                    found: value.to_string(),
                    expected: format!("{least} to {MOST}"),
                });
            }
        }
        if !(self.threshold > 0.0 && self.threshold <= 99.0) {
            return Err(CallNetworkError::Setting {
                name: "threshold",
                found: self.threshold.to_string(),
                expected: "a phred quality above 0, at most 99".to_owned(),
            });
        }
        Ok(())
    }
}
