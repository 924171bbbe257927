use super::Limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Limits on any linear function of the weights, as a beta or a carbon intensity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LinearConstraint {
    /// What it is called in conflicts and multipliers.
    pub name: String,
    /// Coefficients by ticker; what is not named has none.
    pub coefficients: BTreeMap<String, f64>,
    /// Limits on the sum of coefficient times weight.
    pub limits: Limits,
}
