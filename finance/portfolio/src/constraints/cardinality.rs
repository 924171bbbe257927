use serde::{Deserialize, Serialize};

/// How many assets may have a weight that is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cardinality {
    /// The greatest number of assets held.
    pub at_most: usize,
    /// The least weight of an asset that is held; needs portfolios without short positions.
    #[serde(default)]
    pub minimum_weight: Option<f64>,
    /// Parts of the search tree after which the search gives up and reports the gap it has reached.
    #[serde(default = "Cardinality::default_nodes")]
    pub maximum_nodes: usize,
    /// The relative gap at which the search is content.
    #[serde(default = "Cardinality::default_gap")]
    pub gap: f64,
}

impl Cardinality {
    /// At most so many assets, proven to a relative gap of 1e-9.
    #[must_use]
    pub fn at_most(at_most: usize) -> Self {
        Self {
            at_most,
            minimum_weight: None,
            maximum_nodes: Self::default_nodes(),
            gap: Self::default_gap(),
        }
    }

    /// With a least weight for what is held.
    #[must_use]
    pub fn minimum_weight(mut self, weight: f64) -> Self {
        self.minimum_weight = Some(weight);
        self
    }

    fn default_nodes() -> usize {
        100_000
    }

    fn default_gap() -> f64 {
        1e-9
    }
}
