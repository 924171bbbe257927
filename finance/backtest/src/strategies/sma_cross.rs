use crate::error::expect_setting;
use crate::indicators::{Indicator, Sma};
use crate::{BacktestError, Orders, Strategy, View};

/// Long when the fast average crosses above the slow one, short when it crosses below.
///
/// A cross is a bar on which one average lies strictly above the other after a bar on which it lay
/// strictly below.
#[derive(Clone, Debug)]
pub struct SmaCross {
    asset: usize,
    fast: Sma,
    slow: Sma,
    long_only: bool,
    before: Option<f64>,
}

impl SmaCross {
    /// Averages of `fast` and `slow` closes of asset number `asset`.
    ///
    /// # Errors
    /// If a window is 0, or the fast one is not below the slow one.
    pub fn new(asset: usize, fast: usize, slow: usize) -> Result<Self, BacktestError> {
        expect_setting(fast < slow, "fast", fast as f64, "a window below that of `slow`")?;
        let (fast, slow) = (Sma::new(fast)?, Sma::new(slow)?);
        Ok(Self { asset, fast, slow, long_only: false, before: None })
    }

    /// Closes the position instead of going short.
    #[must_use]
    pub fn long_only(mut self) -> Self {
        self.long_only = true;
        self
    }
}

impl Strategy for SmaCross {
    fn warm_up(&self) -> usize {
        self.slow.warm_up() + 1
    }

    fn on_bar(&mut self, view: &View<'_>, orders: &mut Orders) -> Result<(), BacktestError> {
        let Some(&close) = view.close(self.asset)?.last() else { return Ok(()) };
        let fast = self.fast.update(close);
        let Some((fast, slow)) = fast.zip(self.slow.update(close)) else { return Ok(()) };
        let now = fast - slow;
        let before = self.before.replace(now);
        if before.is_some_and(|before| before < 0.0) && now > 0.0 {
            orders.target_weight(self.asset, 1.0);
        } else if before.is_some_and(|before| before > 0.0) && now < 0.0 {
            orders.target_weight(self.asset, if self.long_only { 0.0 } else { -1.0 });
        }
        Ok(())
    }
}
