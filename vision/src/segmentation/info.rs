use super::data::SegmentationData;
use super::{Decision, SegmentationConfig, Segmenter};
use crate::datasets::BandStatistics;
use crate::tasks::{TaskError, bands};
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelInfo {
    /// Names of the classes, in the order of the scores.
    pub classes: Vec<String>,
    /// What stands for each class in masks.
    pub ids: Vec<u8>,
    /// Names of the bands, in order.
    pub bands: Vec<String>,
    /// True where it was trained on made-up data.
    pub synthetic: bool,
    /// How images are normalised.
    pub statistics: BandStatistics,
    /// What a pixel of each class counted in training; null where all counted the same.
    pub class_weights: Option<Vec<f64>>,
    /// How a pixel's class follows from its probabilities.
    pub decision: Decision,
    /// Settings of the run.
    pub config: SegmentationConfig,
}

impl ModelInfo {
    /// Of a network that is trained on a dataset.
    pub(super) fn new(
        config: &SegmentationConfig,
        data: &SegmentationData,
        segmenter: &Segmenter,
        decision: Decision,
    ) -> Self {
        Self {
            classes: data.set.classes.clone(),
            ids: data.set.ids.clone(),
            bands: data.set.bands.clone(),
            synthetic: data.set.synthetic,
            statistics: data.statistics.clone(),
            class_weights: segmenter.class_weights.clone(),
            decision,
            config: config.clone(),
        }
    }

    /// The network.
    #[must_use]
    pub fn segmenter(&self) -> Segmenter {
        Segmenter {
            model: self.config.model.clone(),
            classes: self.classes.len(),
            loss: self.config.loss,
            focal_gamma: self.config.focal_gamma,
            class_weights: self.class_weights.clone(),
        }
    }

    /// Refuses data of other bands or classes: a folder may have changed since.
    pub(super) fn check_fits(&self, found: &Self, dataset: &str) -> Result<(), TaskError> {
        let (expected, found) = (self.said(), found.said());
        if found == expected {
            return Ok(());
        }
        Err(TaskError::DataShape { file: dataset.to_owned(), found, expected })
    }

    fn said(&self) -> String {
        let (count, names) = (bands(self.bands.len()), self.bands.join(", "));
        format!("{count} ({names}) and the classes {}", self.classes.join(", "))
    }
}
