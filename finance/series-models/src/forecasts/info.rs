use super::{ForecastsConfig, Learned};
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastsModelInfo {
    /// What was learned beside the weights.
    pub learned: Learned,
    /// Settings of the run.
    pub config: ForecastsConfig,
}
