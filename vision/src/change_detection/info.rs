use super::measurement::Calibrated;
use super::training::{ChangeConfig, ChangeTrainingError};
use crate::tasks::TaskError;
use serde::{Deserialize, Serialize};

/// What a network of change must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeInfo {
    /// Bands of a date.
    pub bands: usize,
    /// Their names, in order, where they have some.
    pub band_names: Vec<String>,
    /// Classes of change that it was trained on, all of which are change to it.
    pub classes: Vec<String>,
    /// True where it was trained on made-up data.
    pub synthetic: bool,
    /// Its threshold, once it is trained.
    pub calibrated: Option<Calibrated>,
    /// Settings of the run.
    pub config: ChangeConfig,
}

impl From<ChangeTrainingError> for TaskError {
    fn from(error: ChangeTrainingError) -> Self {
        match error {
            // Whether training was interrupted is asked of this one.
            ChangeTrainingError::Train(error) => Self::Train(error),
            other => Self::domain(other),
        }
    }
}
