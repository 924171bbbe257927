use super::rolling_window::RollingWindow;
use super::{Bar, Indicator, Sma, expect_window};
use crate::BacktestError;
use serde::Serialize;

/// The stochastic oscillator (G. Lane): where the close lies in the range of the latest bars, from
/// 0 to 100, smoothed, and smoothed again. In a range of 0 it counts as 0 (as in TA-Lib).
#[derive(Clone, Debug)]
pub struct Stochastic {
    high: RollingWindow,
    low: RollingWindow,
    k: Sma,
    d: Sma,
    warm_up: usize,
}

/// The values of [`Stochastic`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StochasticValue {
    /// %K, smoothed once.
    pub k: f64,
    /// %D, the simple average of %K.
    pub d: f64,
}

impl Stochastic {
    /// The range of `window` bars, simple averages of `k` and `d`; 14, 3 and 3 are usual, and a
    /// `k` of 1 gives the fast oscillator.
    ///
    /// # Errors
    /// If a window is 0.
    pub fn new(window: usize, k: usize, d: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self {
            high: RollingWindow::new(window),
            low: RollingWindow::new(window),
            k: Sma::new(k)?,
            d: Sma::new(d)?,
            warm_up: window + k + d - 3,
        })
    }
}

impl Indicator for Stochastic {
    type Input = Bar;
    type Output = StochasticValue;

    fn warm_up(&self) -> usize {
        self.warm_up
    }

    fn update(&mut self, bar: Bar) -> Option<StochasticValue> {
        self.high.push(bar.high);
        self.low.push(bar.low);
        if !self.high.is_full() {
            return None;
        }
        let (low, high) = (self.low.least(), self.high.greatest());
        let place = if high > low { 100.0 * (bar.close - low) / (high - low) } else { 0.0 };
        let k = self.k.update(place)?;
        let d = self.d.update(k)?;
        Some(StochasticValue { k, d })
    }
}
