use super::Schedule;
use crate::{BacktestError, Orders, Strategy, View};

/// Leads the portfolio to weights that a function makes of the past, on a schedule.
///
/// ```
/// use neuron_backtest::strategies::{Rebalance, Schedule};
/// use neuron_backtest::{BacktestConfig, Bars, Units, backtest};
/// let bars = Bars::random_walk(&["A", "B"], 250, 0.0, 0.01, 1)?;
/// let sixty_forty = Rebalance::new(Schedule::Month, 0, |_| Ok(vec![0.6, 0.4]));
/// let config = BacktestConfig { units: Units::Fractional, ..BacktestConfig::with_cash(1e5) };
/// assert!(backtest(&bars, sixty_forty, &config)?.fills.len() > 20);
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rebalance<F> {
    schedule: Schedule,
    warm_up: usize,
    weights: F,
}

impl<F: FnMut(&View<'_>) -> Result<Vec<f64>, BacktestError>> Rebalance<F> {
    /// Calls `weights` on the bars of `schedule`, first after `warm_up` bars. It gives one weight
    /// for each asset.
    pub fn new(schedule: Schedule, warm_up: usize, weights: F) -> Self {
        Self { schedule, warm_up, weights }
    }
}

impl<F: FnMut(&View<'_>) -> Result<Vec<f64>, BacktestError>> Strategy for Rebalance<F> {
    fn warm_up(&self) -> usize {
        self.warm_up
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        if self.schedule.is_due(view, self.warm_up) {
            let weights = (self.weights)(view)?;
            orders.target_weights(&weights, view.assets())?;
        }
        Ok(())
    }
}
