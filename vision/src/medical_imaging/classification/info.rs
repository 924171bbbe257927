use super::{Decision, MedicalImagingConfig};
use crate::tasks::ImagesInfo;
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// What everybody must know who uses it.
    pub notice: String,
    /// The images that it classifies.
    pub images: ImagesInfo,
    /// Temperature and threshold of the validation part; none before they are chosen.
    pub decision: Option<Decision>,
    /// What each class counted in the loss, where it did.
    pub class_weights: Option<Vec<f64>>,
    /// Settings of the run.
    pub config: MedicalImagingConfig,
}
