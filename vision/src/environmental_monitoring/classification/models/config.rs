use super::{TemporalCnnConfig, TemporalTransformerConfig};
use crate::environmental_monitoring::forest::ForestConfig;
use serde::{Deserialize, Serialize};

/// What a model has to know of the series that it is to classify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesShape {
    /// Times.
    pub length: usize,
    /// Bands.
    pub bands: usize,
    /// Classes to tell apart.
    pub classes: usize,
}

/// Which model, and its size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum SeriesModel {
    /// A transformer over times.
    Transformer(TemporalTransformerConfig),
    /// Convolutions over times.
    Cnn(TemporalCnnConfig),
    /// A random forest of numbers of a series.
    Forest(ForestConfig),
}

impl SeriesModel {
    /// The names that `--model` takes.
    pub const NAMES: [&str; 3] = ["transformer", "cnn", "forest"];

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Transformer(_) => "transformer",
            Self::Cnn(_) => "cnn",
            Self::Forest(_) => "forest",
        }
    }
}
