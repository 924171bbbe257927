//! What weights are allowed: every limit has a name, under which conflicts and multipliers report it.
mod cardinality;
mod cvar;
mod evar;
mod group;
mod limits;
mod linear;
mod trading;

pub use cardinality::Cardinality;
pub use cvar::CvarLimit;
pub use evar::EvarLimit;
pub use group::GroupMap;
pub use limits::Limits;
pub use linear::LinearConstraint;
pub use trading::Trading;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The feasible portfolios. The default is long only and fully invested: weights in 0…∞ that sum
/// to 1.
///
/// Weights are fractions of the portfolio's value. Every limit is inclusive.
///
/// ```
/// use neuron_portfolio::Constraints;
/// let fully_invested = Constraints::default();
/// assert_eq!((fully_invested.budget.min, fully_invested.budget.max), (1.0, 1.0));
/// assert_eq!(fully_invested.bounds.min, 0.0);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Constraints {
    /// The sum of the weights.
    pub budget: Limits,
    /// Each weight that has no bounds of its own in `asset_bounds`.
    pub bounds: Limits,
    /// Bounds of single assets, by ticker.
    pub asset_bounds: BTreeMap<String, Limits>,
    /// Maps of assets to groups, as sectors or countries, each with limits by group.
    pub groups: Vec<GroupMap>,
    /// Any other linear limits.
    pub linear: Vec<LinearConstraint>,
    /// Greatest sum of absolute weights: the leverage.
    pub gross_exposure: Option<f64>,
    /// Greatest sum of the weights that are above zero.
    pub long_exposure: Option<f64>,
    /// Greatest sum of the sizes of the weights that are below zero.
    pub short_exposure: Option<f64>,
    /// Previous weights, the turnover from them and what trading costs.
    pub trading: Option<Trading>,
    /// Least expected return after costs, per period of the expected returns.
    pub minimum_return: Option<f64>,
    /// Greatest volatility, per square root of the covariance's period.
    pub maximum_volatility: Option<f64>,
    /// Greatest conditional value at risk over the scenarios.
    pub maximum_cvar: Option<CvarLimit>,
    /// Greatest entropic value at risk over the scenarios.
    pub maximum_evar: Option<EvarLimit>,
    /// Weights of the benchmark, by ticker; what is not named has none.
    pub benchmark: Option<BTreeMap<String, f64>>,
    /// Greatest volatility of the difference to the benchmark.
    pub maximum_tracking_error: Option<f64>,
    /// How many assets may be held.
    pub cardinality: Option<Cardinality>,
}

impl Default for Constraints {
    fn default() -> Self {
        Self {
            budget: Limits::exactly(1.0),
            bounds: Limits::at_least(0.0),
            asset_bounds: BTreeMap::new(),
            groups: Vec::new(),
            linear: Vec::new(),
            gross_exposure: None,
            long_exposure: None,
            short_exposure: None,
            trading: None,
            minimum_return: None,
            maximum_volatility: None,
            maximum_cvar: None,
            maximum_evar: None,
            benchmark: None,
            maximum_tracking_error: None,
            cardinality: None,
        }
    }
}
