use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From which weights the portfolio is reached, and at what cost.
///
/// The turnover is `Σ |w − previous|`, sales and purchases both counted. A proportional cost
/// `Σ rate · |w − previous|` is taken from the expected return wherever that return counts: in the
/// objective and in a target. It has to be per period of the expected returns, spread over the time
/// that the portfolio is held.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trading {
    /// Weights held before, by ticker; what is not named has none.
    pub previous: BTreeMap<String, f64>,
    /// Greatest turnover.
    pub maximum_turnover: Option<f64>,
    /// Cost of trading the portfolio's whole value, for assets without one in `cost_of`.
    pub cost: f64,
    /// Costs by ticker.
    pub cost_of: BTreeMap<String, f64>,
}
