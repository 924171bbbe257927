use super::{VolatilityConfig, VolatilityNetwork};
use serde::{Deserialize, Serialize};

/// What is known of an asset that a model was trained on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownAsset {
    /// Its ticker.
    pub name: String,
    /// Mean of the returns that were learned from, in per cent.
    pub mean: f64,
    /// Their deviation, in per cent.
    pub scale: f64,
    /// Degrees of freedom of its innovations.
    pub freedom: f64,
}

/// What a model must say of itself so that it can be used: it travels in the weights' header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolatilityModelInfo {
    /// Assets that it was trained on.
    pub assets: Vec<KnownAsset>,
    /// Settings of the run.
    pub config: VolatilityConfig,
}

impl VolatilityModelInfo {
    /// The model.
    #[must_use]
    pub fn network(&self) -> VolatilityNetwork {
        let VolatilityConfig { hidden, layers, dropout, members, .. } = self.config;
        VolatilityNetwork { hidden, layers, dropout, members }
    }
}
