use serde::{Deserialize, Serialize};

/// A limit on the mean loss in the worst scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CvarLimit {
    /// The level, as 0.95 for the worst twentieth.
    pub level: f64,
    /// The greatest mean loss, per period of the scenarios.
    pub max: f64,
}
