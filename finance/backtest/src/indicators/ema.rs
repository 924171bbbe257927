use super::{Indicator, expect_window};
use crate::BacktestError;

/// The exponential moving average with α = 2 / (`window` + 1), started at the mean of the first
/// `window` values (as in TA-Lib).
#[derive(Clone, Debug)]
pub struct Ema {
    window: usize,
    seen: usize,
    value: f64,
}

impl Ema {
    /// The average of this span.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self { window, seen: 0, value: 0.0 })
    }

    /// The smoothing factor α.
    #[must_use]
    pub fn smoothing(&self) -> f64 {
        2.0 / (self.window as f64 + 1.0)
    }
}

impl Indicator for Ema {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window - 1
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        if self.seen < self.window {
            self.seen += 1;
            self.value += value;
            if self.seen < self.window {
                return None;
            }
            self.value /= self.window as f64;
        } else {
            self.value += self.smoothing() * (value - self.value);
        }
        Some(self.value)
    }
}
