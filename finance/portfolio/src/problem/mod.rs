//! The data, and the limits under which weights are chosen.
mod builder;
mod data;
mod lookup;
mod validate;

pub(crate) use data::Data;

use crate::{Constraints, RiskModel};
use nalgebra::DMatrix;

/// A portfolio problem: assets, what is known of their returns, and constraints.
///
/// Returns are simple returns. Expected returns, covariance and risk-free rate have to be of one
/// period (all annual, or all daily); scenarios have a period of their own. What is not given is
/// taken from the scenarios: their mean, and their covariance with divisor `T − 1`.
///
/// ```
/// use nalgebra::DMatrix;
/// use neuron_portfolio::{Objective, Problem};
/// // Two assets without correlation: weights are inverse to the variances.
/// let solution = Problem::new(["calm", "wild"])
///     .covariance(DMatrix::from_row_slice(2, 2, &[0.01, 0.0, 0.0, 0.04]))
///     .solve(&Objective::MinimumVolatility)?;
/// assert!((solution.weights[0] - 0.8).abs() < 1e-9);
/// assert!((solution.volatility.unwrap_or(f64::NAN) - 0.008_f64.sqrt()).abs() < 1e-9);
/// assert!(solution.kkt.largest() < 1e-9);
/// # Ok::<(), neuron_portfolio::PortfolioError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) names: Vec<String>,
    pub(crate) expected_returns: Option<Vec<f64>>,
    pub(crate) risk: Option<RiskModel>,
    pub(crate) scenarios: Option<DMatrix<f64>>,
    pub(crate) observations: Option<usize>,
    pub(crate) risk_free: f64,
    pub(crate) degenerate_assets: bool,
    pub(crate) constraints: Constraints,
}
