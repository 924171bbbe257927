use super::rolling_window::RollingWindow;
use super::{Ema, Indicator, expect_window};
use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// Moving average convergence/divergence (G. Appel): the fast less the slow exponential average,
/// and an exponential average of that.
///
/// As in TA-Lib, both averages start at the bar on which the slow one has its first value, each
/// at the mean of as many values before it as it spans.
#[derive(Clone, Debug)]
pub struct Macd {
    start: RollingWindow,
    fast: Ema,
    slow: Ema,
    signal: Ema,
    warm_up: usize,
}

/// The values of [`Macd`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MacdValue {
    /// The fast average less the slow.
    pub macd: f64,
    /// The exponential average of `macd`.
    pub signal: f64,
    /// `macd` less `signal`.
    pub histogram: f64,
}

impl Macd {
    /// The averages' spans; 12, 26 and 9 are usual.
    ///
    /// # Errors
    /// If a span is 0, or the fast one is not below the slow one.
    pub fn new(fast: usize, slow: usize, signal: usize) -> Result<Self, BacktestError> {
        expect_window("fast", fast, 1)?;
        expect_window("slow", slow, 2)?;
        expect_setting(fast < slow, "fast", fast as f64, "a span below that of `slow`")?;
        Ok(Self {
            start: RollingWindow::new(slow),
            fast: Ema::new(fast)?,
            slow: Ema::new(slow)?,
            signal: Ema::new(signal)?,
            warm_up: slow + signal - 2,
        })
    }
}

impl Indicator for Macd {
    type Input = f64;
    type Output = MacdValue;

    fn warm_up(&self) -> usize {
        self.warm_up
    }

    fn update(&mut self, value: f64) -> Option<MacdValue> {
        let (fast, slow) = if self.start.is_full() {
            (self.fast.update(value)?, self.slow.update(value)?)
        } else {
            self.start.push(value);
            if !self.start.is_full() {
                return None;
            }
            let skipped = self.start.length() - (self.fast.warm_up() + 1);
            let fast = self.start.iter().skip(skipped).fold(None, |_, v| self.fast.update(v));
            let slow = self.start.iter().fold(None, |_, v| self.slow.update(v));
            (fast?, slow?)
        };
        let macd = fast - slow;
        let signal = self.signal.update(macd)?;
        Some(MacdValue { macd, signal, histogram: macd - signal })
    }
}
