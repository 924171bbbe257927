use super::LandUseConfig;
use crate::tasks::ImagesInfo;
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// The images that it classifies.
    pub images: ImagesInfo,
    /// Settings of the run.
    pub config: LandUseConfig,
}
