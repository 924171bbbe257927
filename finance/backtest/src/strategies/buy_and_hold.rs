use crate::{BacktestError, Orders, Strategy, View};

/// Buys each asset at its weight once, and holds.
#[derive(Clone, Debug)]
pub struct BuyAndHold {
    weights: Vec<f64>,
}

impl BuyAndHold {
    /// One weight for each asset, as shares of the equity.
    #[must_use]
    pub fn new(weights: Vec<f64>) -> Self {
        Self { weights }
    }

    /// Equal weights that sum to 1.
    #[must_use]
    pub fn equally(assets: usize) -> Self {
        Self { weights: vec![1.0 / assets.max(1) as f64; assets] }
    }
}

impl Strategy for BuyAndHold {
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        if view.bar() == 0 {
            orders.target_weights(&self.weights, view.assets())?;
        }
        Ok(())
    }
}
