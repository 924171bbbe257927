use crate::{SimulationError, check};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What happens to the weights on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rebalancing {
    /// Bought at the beginning and kept: weights drift with the prices.
    #[default]
    BuyAndHold,
    /// Brought back to the first weights at each step, without cost.
    ConstantWeights,
}

/// Names and weights of what is held.
///
/// ```
/// use neuron_simulation::{Portfolio, Rebalancing};
/// let names = ["IBM", "AAPL"].map(str::to_owned).to_vec();
/// let portfolio = Portfolio::new(names, vec![0.25, 0.75], Rebalancing::BuyAndHold)?;
/// assert_eq!(portfolio.weights(), [0.25, 0.75]);
/// # Ok::<(), neuron_simulation::SimulationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Portfolio {
    names: Vec<String>,
    weights: Vec<f64>,
    rebalancing: Rebalancing,
}

impl Portfolio {
    /// A portfolio of `weights`, fractions of its value; a negative one is a short position.
    ///
    /// # Errors
    /// If there is no asset, the lengths differ, a name stands twice, a weight is not finite, or the
    /// weights do not add up to 1 within 1e-6.
    pub fn new(
        names: Vec<String>,
        weights: Vec<f64>,
        rebalancing: Rebalancing,
    ) -> Result<Self, SimulationError> {
        if names.is_empty() {
            return Err(SimulationError::NoAssets);
        }
        check::length("weights", weights.len(), names.len())?;
        let mut seen = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(name.as_str())) {
            return Err(SimulationError::DuplicateName { name: twice.clone() });
        }
        check::finite("weights", &weights)?;
        let sum: f64 = weights.iter().sum();
        if (sum - 1.0).abs() > 1e-6 {
            return Err(SimulationError::WeightSum { sum });
        }
        Ok(Self { names, weights, rebalancing })
    }

    /// The same weight for each of `names`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn equal(names: Vec<String>, rebalancing: Rebalancing) -> Result<Self, SimulationError> {
        let weights = vec![1.0 / names.len() as f64; names.len()];
        Self::new(names, weights, rebalancing)
    }

    /// The assets' names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The assets' weights, which add up to one.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What happens to the weights on the way.
    #[must_use]
    pub fn rebalancing(&self) -> Rebalancing {
        self.rebalancing
    }
}
