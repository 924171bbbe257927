use serde::{Deserialize, Serialize};

/// A least and a greatest value; infinite where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { min: f64::NEG_INFINITY, max: f64::INFINITY }
    }
}

impl Limits {
    /// From `min` to `max`.
    #[must_use]
    pub fn between(min: f64, max: f64) -> Self {
        Self { min, max }
    }

    /// `min` or more.
    #[must_use]
    pub fn at_least(min: f64) -> Self {
        Self { min, max: f64::INFINITY }
    }

    /// `max` or less.
    #[must_use]
    pub fn at_most(max: f64) -> Self {
        Self { min: f64::NEG_INFINITY, max }
    }

    /// One value alone.
    #[must_use]
    pub fn exactly(value: f64) -> Self {
        Self { min: value, max: value }
    }
}
