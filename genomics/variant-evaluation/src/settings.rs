use crate::EvaluationError;
use serde::Serialize;

/// By which quality calls are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Score {
    /// `QUAL`: that there is a variant.
    #[default]
    Quality,
    /// `GQ`: that the genotype is right.
    Genotype,
}

/// How calls are judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// Differences with more bases than this between them cannot bear on each other.
    pub cluster_gap: usize,
    /// How many ways through a cluster are kept at once; beyond, equal records alone are paired.
    pub search_limit: usize,
    /// Judge calls that failed a filter too.
    pub filtered: bool,
    /// By which quality calls are ranked.
    pub score: Score,
    /// Resamples of the bootstrap; none for no intervals.
    pub bootstrap: usize,
    /// Length in bases of the blocks that are resampled.
    pub block: usize,
    /// Share of the bootstrap distribution within an interval.
    pub confidence: f64,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cluster_gap: 50,
            search_limit: 4096,
            filtered: false,
            score: Score::Quality,
            bootstrap: 0,
            block: 10_000,
            confidence: 0.95,
            seed: 0,
        }
    }
}

impl Settings {
    /// Holds the settings against their ranges.
    pub(crate) fn check(&self) -> Result<(), EvaluationError> {
        let wrong =
            |name, value: String, expected| Err(EvaluationError::Setting { name, value, expected });
        if self.search_limit == 0 {
            return wrong("search limit", "0".to_owned(), "at least 1");
        }
        if self.block == 0 {
            return wrong("block", "0".to_owned(), "at least 1 base");
        }
        if self.bootstrap > 1_000_000 {
            return wrong("bootstrap", self.bootstrap.to_string(), "at most 1000000 resamples");
        }
        if !(self.confidence > 0.0 && self.confidence < 1.0) {
            return wrong("confidence", self.confidence.to_string(), "a number between 0 and 1");
        }
        Ok(())
    }
}
