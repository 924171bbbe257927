use super::SeriesModel;
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// How much work a model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Complexity {
    /// A random forest of numbers of a series: seconds.
    Simple,
    /// A network that reads the series: minutes.
    Complex,
}

/// What is done to training series.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeriesAugmentation {
    /// Largest share of the values that is hidden; each series has a share of its own.
    pub hide: f64,
    /// Standard deviation of noise that is added, in those of the bands.
    pub noise: f64,
    /// Standard deviation of what is added to a whole band of a series, in those of the bands.
    pub level: f64,
}

impl Default for SeriesAugmentation {
    fn default() -> Self {
        Self { hide: 0.25, noise: 0.05, level: 0.2 }
    }
}

/// Everything that decides a run of series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesConfig {
    /// `synthetic-series`, a CSV file with a series a line, or a folder with `labels.csv`.
    pub dataset: String,
    /// How many series to take or, of what is made up, to make; 0 for all, or its default.
    pub dataset_size: usize,
    /// Simple for a forest, complex for a network: as the model is.
    pub complexity: Complexity,
    /// Bands of what is made up, 1 or 2.
    pub bands: usize,
    /// Share of the training series that is held out to choose the best checkpoint by.
    pub validation_share: f64,
    /// Share of each target that is spread over all classes (Szegedy et al., 2016).
    pub label_smoothing: f64,
    /// What is done to training series.
    pub augmentation: SeriesAugmentation,
    /// The model.
    pub model: SeriesModel,
    /// How it is trained.
    pub trainer: TrainerConfig,
}
