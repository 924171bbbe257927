use crate::{KktResidual, Warning};
use serde::Serialize;

/// An optimal portfolio, with what it takes to check it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Solution {
    /// The assets.
    pub names: Vec<String>,
    /// Fractions of the portfolio's value, in the order of the names.
    pub weights: Vec<f64>,
    /// What the objective figure is, as "Sharpe ratio".
    pub measure: &'static str,
    /// The objective, computed from the weights.
    pub objective: f64,
    /// Expected return before costs, per period of the expected returns.
    pub expected_return: Option<f64>,
    /// Cost of trading from the previous weights.
    pub trading_cost: f64,
    /// `Σ |w − previous|`, if there are previous weights.
    pub turnover: Option<f64>,
    /// `√(wᵀΣw)`.
    pub volatility: Option<f64>,
    /// Expected return after costs over the risk-free rate, by volatility.
    pub sharpe: Option<f64>,
    /// The risk-free rate used.
    pub risk_free: f64,
    /// How well the conditions of an optimum are fulfilled.
    pub kkt: KktResidual,
    /// Iterations of the solver, all its runs together.
    pub iterations: u32,
    /// What each constraint costs.
    pub multipliers: Vec<Multiplier>,
    /// How the number of assets was proven, where it was limited.
    pub search: Option<Search>,
    /// What makes the result doubtful.
    pub warnings: Vec<Warning>,
}

/// The price of a constraint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Multiplier {
    /// Name of the constraint; of the weights' common bounds, each weight has its own.
    pub constraint: String,
    /// By how much the objective's figure would improve (rise where it is maximised, fall where it is
    /// minimised) for each unit by which the limit is loosened; for an exact value, for each unit by
    /// which the value is raised.
    pub improvement: f64,
}

/// A branch and bound that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Search {
    /// Assets held.
    pub held: usize,
    /// Relaxations solved.
    pub nodes: usize,
    /// What no set of assets can be better than, in terms of the objective's figure.
    pub bound: f64,
    /// `|objective − bound| / |objective|`.
    pub gap: f64,
    /// Whether the gap is closed to the tolerance asked for.
    pub proven: bool,
}

impl Solution {
    /// The weight of one asset, `None` if it is not there.
    #[must_use]
    pub fn weight(&self, name: &str) -> Option<f64> {
        self.names.iter().position(|known| known == name).map(|at| self.weights[at])
    }

    /// The multiplier of one constraint.
    #[must_use]
    pub fn improvement(&self, constraint: &str) -> Option<f64> {
        self.multipliers.iter().find(|m| m.constraint == constraint).map(|m| m.improvement)
    }
}
