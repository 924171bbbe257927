use crate::error::expect_setting;
use crate::{BacktestError, Orders, Strategy, View};

/// Another strategy, whose positions a trailing stop closes too.
///
/// Each order that opens a position carries the stop, see [`Order::trailing_stop`](crate::Order).
/// What the stop has closed stays closed until the strategy orders again: one that orders on signals
/// alone waits for its next one.
///
/// ```
/// use neuron_backtest::strategies::{BuyAndHold, Trailed};
/// use neuron_backtest::{BacktestConfig, Bars, backtest};
/// let bars = Bars::random_walk(&["MADE UP"], 500, 0.0, 0.02, 1)?;
/// let trailed = Trailed::new(BuyAndHold::equally(1), 0.05)?;
/// let outcome = backtest(&bars, trailed, &BacktestConfig::with_cash(1e6))?;
/// assert!(outcome.trades.iter().all(|trade| trade.exit_bar < 499));
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Trailed<S> {
    strategy: S,
    share: f64,
}

impl<S: Strategy> Trailed<S> {
    /// With a stop at this share, as 0.1, from the best price since the fill.
    ///
    /// # Errors
    /// If the share is not between 0 and 1.
    pub fn new(strategy: S, share: f64) -> Result<Self, BacktestError> {
        let holds = share > 0.0 && share < 1.0;
        expect_setting(holds, "trailing stop", share, "a share above 0 and below 1, as 0.1")?;
        Ok(Self { strategy, share })
    }
}

impl<S: Strategy> Strategy for Trailed<S> {
    fn warm_up(&self) -> usize {
        self.strategy.warm_up()
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        self.strategy.on_bar(view, orders)?;
        orders.trail(self.share);
        Ok(())
    }
}
