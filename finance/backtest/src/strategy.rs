use crate::{BacktestError, Orders, View};

/// What decides, bar after bar, from the past alone.
///
/// A strategy may keep a state of its own (incremental indicators); a run takes it by value, so
/// that each run starts afresh. [`check_look_ahead`](crate::look_ahead::check_look_ahead) tests
/// that nothing of the future got into that state.
///
/// ```
/// use neuron_backtest::{BacktestConfig, BacktestError, Bars, Orders, Strategy, View, backtest};
///
/// struct Dip;
/// impl Strategy for Dip {
///     fn warm_up(&self) -> usize {
///         1
///     }
///     fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
///         if let [.., before, now] = view.close(0)? {
///             orders.target_weight(0, if now < before { 1.0 } else { 0.0 });
///         }
///         Ok(())
///     }
/// }
/// let bars = Bars::random_walk(&["MADE UP"], 100, 0.0, 0.01, 3)?;
/// let outcome = backtest(&bars, Dip, &BacktestConfig::with_cash(1e6))?;
/// assert!(!outcome.trades.is_empty());
/// # Ok::<(), BacktestError>(())
/// ```
pub trait Strategy {
    /// How many bars it has to see before it can place its first order.
    fn warm_up(&self) -> usize {
        0
    }

    /// Sees the next bar and places orders, which can fill from the bar after on.
    ///
    /// # Errors
    /// Where it cannot go on.
    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError>;
}

impl<S: Strategy + ?Sized> Strategy for Box<S> {
    fn warm_up(&self) -> usize {
        (**self).warm_up()
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        (**self).on_bar(view, orders)
    }
}
