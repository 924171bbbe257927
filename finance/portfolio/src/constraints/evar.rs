use serde::{Deserialize, Serialize};

/// A limit on the entropic value at risk.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvarLimit {
    /// The level, as 0.95.
    pub level: f64,
    /// The greatest entropic value at risk, per period of the scenarios.
    pub max: f64,
}
