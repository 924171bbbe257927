//! Portfolio optimisation: convex objectives and constraints, frontiers, cardinality, conflicts.
//!
//! | item | what |
//! |-|-|
//! | [`Problem`] | assets, expected returns, risk, scenarios and constraints; solves |
//! | [`Objective`] | volatility, utility, Sharpe ratio, tail risk, worst case, risk budgets, growth, tracking |
//! | [`Constraints`] | bounds, groups, exposures, trading, targets, the number of assets: each with a name |
//! | [`Problem::frontier`], [`Problem::frontier_of`] | the efficient frontier, of volatility or of another risk |
//! | [`conditional_value_at_risk`], [`conditional_drawdown_at_risk`] | tail figures of given weights |
//! | [`entropic_value_at_risk`], [`relativistic_value_at_risk`], [`gini_mean_difference`] | further figures of given weights |
//! | [`Solution`] | weights, figures, KKT residual and what each constraint costs |
//! | [`Conflict`] | the constraints that cannot be fulfilled together |
//!
//! A covariance that is not positive semidefinite is refused with its distance from the nearest that
//! is, which `neuron_covariance::matrix::nearest_positive_semidefinite` gives.
//!
//! Convex problems go to the interior-point solver Clarabel at tolerances of 1e-12; whether its
//! answer is an optimum is then computed anew, in the problem's own numbers, as [`KktResidual`].
#![forbid(unsafe_code)]

mod compile;
mod conflict;
mod constraints;
mod entropic;
mod error;
mod evaluate;
mod frontier;
mod gini;
mod growth;
mod newton;
mod objective;
mod optimise;
mod problem;
mod program;
mod risk_budgeting;
mod risk_model;
mod search;
mod solution;
mod warning;

pub use conflict::Conflict;
pub use constraints::{
    Cardinality, Constraints, CvarLimit, EvarLimit, GroupMap, Limits, LinearConstraint, Trading,
};
pub use error::PortfolioError;
pub use evaluate::{
    conditional_drawdown_at_risk, conditional_value_at_risk, entropic_value_at_risk,
    gini_mean_difference, relativistic_value_at_risk,
};
pub use objective::{Objective, Uncertainty};
pub use problem::Problem;
pub use program::KktResidual;
pub use risk_model::RiskModel;
pub use solution::{Multiplier, Search, Solution};
pub use warning::Warning;
