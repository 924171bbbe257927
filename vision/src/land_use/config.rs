use crate::augment::{Augmentation, Symmetry};
use crate::models::ModelConfig;
use crate::models::pretrained::NewBands;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// Everything that decides a land-use run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandUseConfig {
    /// Name of a dataset, or a folder with a subfolder a class.
    pub dataset: String,
    /// How many images to take or, of a synthetic dataset, to make; 0 for all, or its default.
    pub dataset_size: usize,
    /// Side in pixels that a folder's images are brought to; 0 leaves them as they are.
    pub resize: usize,
    /// Share of the training images that is held out to choose the best checkpoint by.
    pub validation_share: f64,
    /// Share of the images to learn from whose labels are known, each class in its share; the others
    /// are left out, but for the statistics of the bands.
    #[serde(default = "all")]
    pub label_share: f64,
    /// Share of each target that is spread over all classes (Szegedy et al., 2016).
    pub label_smoothing: f64,
    /// Evaluation averages over the symmetries that training draws from.
    pub test_time_views: bool,
    /// Models that are trained at once, each with weights of its own; their probabilities are
    /// averaged.
    pub members: usize,
    /// What is done to training images.
    pub augmentation: Augmentation,
    /// Weights that a Vision Transformer begins with, as a safetensors file or the folder of a run:
    /// masked pre-training's, or those of ViT, MAE and DINOv2; nothing to draw all of them.
    #[serde(default)]
    pub pretrained: String,
    /// What patches are told of bands that those weights do not know.
    #[serde(default)]
    pub pretrained_bands: NewBands,
    /// The model.
    pub model: ModelConfig,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

/// Every label.
const fn all() -> f64 {
    1.0
}

impl LandUseConfig {
    /// The symmetries in which an image is classified; its probabilities are their mean.
    #[must_use]
    pub fn views(&self) -> Vec<Symmetry> {
        if self.test_time_views { self.augmentation.views() } else { vec![Symmetry::IDENTITY] }
    }
}
