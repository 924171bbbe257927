use super::examples::BandScales;
use super::models::SeriesShape;
use super::{SeriesClassifier, SeriesConfig};
use crate::tasks::{TaskError, bands};
use serde::{Deserialize, Serialize};

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesModelInfo {
    /// Names of the classes, in the order of the scores.
    pub classes: Vec<String>,
    /// Names of the bands, in order.
    pub bands: Vec<String>,
    /// Times of the longest series.
    pub length: usize,
    /// True where it was trained on made-up data.
    pub synthetic: bool,
    /// How values are scaled.
    pub scales: BandScales,
    /// Of a forest: trees, splits of a tree, leaves of a tree; else zeros.
    pub forest: [usize; 3],
    /// Settings of the run.
    pub config: SeriesConfig,
}

impl SeriesModelInfo {
    /// What a model has to know of the series.
    #[must_use]
    pub fn shape(&self) -> SeriesShape {
        SeriesShape { length: self.length, bands: self.bands.len(), classes: self.classes.len() }
    }

    /// The model.
    #[must_use]
    pub fn classifier(&self) -> SeriesClassifier {
        SeriesClassifier {
            model: self.config.model.clone(),
            shape: self.shape(),
            forest: self.forest,
            label_smoothing: self.config.label_smoothing,
        }
    }

    /// Refuses series of other bands or classes: a file may have changed since.
    pub(super) fn check_fits(&self, found: &Self, dataset: &str) -> Result<(), TaskError> {
        let said = |info: &Self| {
            let (count, names) = (bands(info.bands.len()), info.bands.join(", "));
            format!("{count} ({names}) and the classes {}", info.classes.join(", "))
        };
        let (found, expected) = (said(found), said(self));
        if found == expected {
            return Ok(());
        }
        Err(TaskError::DataShape { file: dataset.to_owned(), found, expected })
    }
}
