use super::PretrainingConfig;
use crate::tasks::ImagesInfo;
use serde::{Deserialize, Serialize};

/// What an encoder must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EncoderInfo {
    /// The images that it is made for; it knows no classes.
    pub images: ImagesInfo,
    /// Settings of the run.
    pub config: PretrainingConfig,
}
