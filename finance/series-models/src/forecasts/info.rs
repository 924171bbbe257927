use super::{ForecastsConfig, Learned};
use neuron_tasks::TaskError;
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastsModelInfo {
    /// What was learned beside the weights.
    pub learned: Learned,
    /// How far each quantile is moved, in units of its window; none before that is known, or where it is not asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offsets: Vec<f64>,
    /// Settings of the run.
    pub config: ForecastsConfig,
}

impl ForecastsModelInfo {
    /// Refuses offsets that are not one for each quantile: a file may hold anything.
    ///
    /// # Errors
    /// [`TaskError::Setting`].
    pub(super) fn check_offsets(&self) -> Result<(), TaskError> {
        let levels = self.config.levels.len();
        let fits = self.offsets.is_empty() || self.offsets.len() == levels;
        if fits && self.offsets.iter().all(|offset| offset.is_finite()) {
            return Ok(());
        }
        let found = format!("{:?}", self.offsets);
        let expected = format!("{levels} finite numbers, one for each quantile, or none");
        Err(TaskError::Setting { key: "offsets", found, expected })
    }
}
