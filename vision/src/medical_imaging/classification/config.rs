use super::{Imbalance, ScanAugmentation, ThresholdRule};
use crate::models::ModelConfig;
use crate::tasks::TaskError;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// How an image is brought to mean 0 and deviation 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standardise {
    /// By mean and deviation of each band over all training images.
    #[default]
    Dataset,
    /// By its own: how it was exposed no longer matters.
    Image,
}

/// Everything that decides a medical imaging run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MedicalImagingConfig {
    /// Name of a dataset, an `.npz` file laid out like MedMNIST, or a folder with a subfolder a class.
    pub dataset: String,
    /// How many images to take or, of a synthetic dataset, to make; 0 for all, or its default.
    pub dataset_size: usize,
    /// Side in pixels that a folder's images are brought to; 0 leaves them as they are.
    pub resize: usize,
    /// Names of the classes in the order of their labels, where the dataset has none.
    pub classes: Vec<String>,
    /// Share of the training images that is held out where the dataset has no validation part.
    pub validation_share: f64,
    /// What is done so that rare classes are learnt.
    pub imbalance: Imbalance,
    /// Share of each target that is spread over all classes (Szegedy et al., 2016).
    pub label_smoothing: f64,
    /// Models that are trained at once, each with weights of its own; their probabilities are
    /// averaged.
    pub members: usize,
    /// How the threshold is chosen on the validation part, where there are two classes.
    pub threshold: ThresholdRule,
    /// The least specificity on the validation part, where the threshold is chosen by it.
    pub specificity: f64,
    /// How an image is brought to mean 0 and deviation 1.
    pub standardise: Standardise,
    /// What is done to training images.
    pub augmentation: ScanAugmentation,
    /// The model.
    pub model: ModelConfig,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

impl MedicalImagingConfig {
    /// Says which setting is out of its range, if one is.
    ///
    /// # Errors
    /// [`TaskError::Setting`].
    pub fn check(&self) -> Result<(), TaskError> {
        let wrong = |key, found: f64, expected: &str| {
            Err(TaskError::Setting { key, found: found.to_string(), expected: expected.to_owned() })
        };
        if !(self.validation_share > 0.0 && self.validation_share < 1.0) {
            let expected = "more than 0 and less than 1, to choose weights and threshold by";
            return wrong("validation_share", self.validation_share, expected);
        }
        if !(0.0..=1.0).contains(&self.specificity) {
            return wrong("specificity", self.specificity, "0 to 1");
        }
        if !(0.0..1.0).contains(&self.label_smoothing) {
            return wrong("label_smoothing", self.label_smoothing, "0 or more and less than 1");
        }
        if self.members == 0 {
            return wrong("members", 0.0, "1 or more");
        }
        self.augmentation.check()
    }
}
