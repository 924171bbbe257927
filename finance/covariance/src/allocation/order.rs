//! What is wanted, and what is bought.

use crate::{CovarianceError, names};
use serde::Serialize;

/// Weights and prices to turn into whole shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    names: Vec<String>,
    weights: Vec<f64>,
    prices: Vec<f64>,
    value: f64,
}

impl Target {
    /// Weights, `[assets]`, of a sum of money, and the prices of one share each, `[assets]`, in the
    /// same currency.
    ///
    /// Weights are at least 0 and sum to at most one; what they leave stays cash. For
    /// weights of either sign there is [`long_short`](super::long_short).
    ///
    /// # Errors
    ///
    /// If lengths differ, a name repeats, a weight is negative or not finite, their sum is above one,
    /// or a price or the sum of money is not positive.
    pub fn new(
        names: Vec<String>,
        weights: Vec<f64>,
        prices: Vec<f64>,
        value: f64,
    ) -> Result<Self, CovarianceError> {
        names::check("the list of weights", &names, weights.len())?;
        if prices.len() != names.len() {
            return Err(CovarianceError::Size {
                what: "the list of prices".to_string(),
                expected: names.len(),
                found: prices.len(),
            });
        }
        for (row, name) in names.iter().enumerate() {
            let (weight, price) = (weights[row], prices[row]);
            if !weight.is_finite() {
                let (what, name) = ("weight", name.clone());
                return Err(CovarianceError::NotFinite { what, name, row, value: weight });
            }
            if weight < 0.0 {
                let expected = "at least 0; allocate the short side by itself";
                return Err(CovarianceError::Parameter { name: "weight", value: weight, expected });
            }
            if !price.is_finite() {
                let (what, name) = ("price", name.clone());
                return Err(CovarianceError::NotFinite { what, name, row, value: price });
            }
            if price <= 0.0 {
                let name = name.clone();
                return Err(CovarianceError::PriceNotPositive { name, row, value: price });
            }
        }
        let sum: f64 = weights.iter().sum();
        if sum > 1.0 + 1e-6 {
            return Err(CovarianceError::WeightsSum { sum, expected: "at most 1" });
        }
        if !(value > 0.0 && value.is_finite()) {
            let expected = "more than 0";
            return Err(CovarianceError::Parameter { name: "sum of money", value, expected });
        }
        Ok(Self { names, weights, prices, value })
    }

    /// The weights, `[assets]`.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The price of one share of each, `[assets]`.
    #[must_use]
    pub fn prices(&self) -> &[f64] {
        &self.prices
    }

    /// The sum of money.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Describes a number of shares of each asset.
    pub(super) fn allocation(&self, shares: &[u64]) -> Allocation {
        let orders: Vec<Order> = (0..shares.len())
            .map(|i| {
                let cost = shares[i] as f64 * self.prices[i];
                Order {
                    name: self.names[i].clone(),
                    shares: shares[i],
                    price: self.prices[i],
                    cost,
                    weight: cost / self.value,
                    target_weight: self.weights[i],
                }
            })
            .collect();
        let spent: f64 = orders.iter().map(|o| o.cost).sum();
        let squares: f64 = orders.iter().map(|o| (o.weight - o.target_weight).powi(2)).sum();
        Allocation {
            root_mean_square_error: (squares / orders.len() as f64).sqrt(),
            shortfall: orders
                .iter()
                .map(|o| (o.target_weight * self.value - o.cost).max(0.0))
                .sum(),
            leftover: self.value - spent,
            orders,
        }
    }
}

/// Whole shares of one asset.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    /// The asset.
    pub name: String,
    /// How many shares.
    pub shares: u64,
    /// What one costs.
    pub price: f64,
    /// What all cost.
    pub cost: f64,
    /// Their share of the sum of money.
    pub weight: f64,
    /// What it should have been.
    pub target_weight: f64,
}

/// Whole shares of all assets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Allocation {
    /// One for each asset, in the order given.
    pub orders: Vec<Order>,
    /// The cash that is left.
    pub leftover: f64,
    /// By how much money assets fall short of their weights, in sum.
    pub shortfall: f64,
    /// The root of the mean square of the differences between weights and target weights, both as
    /// shares of the sum of money.
    pub root_mean_square_error: f64,
}
