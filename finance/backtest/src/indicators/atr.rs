use super::true_range::true_range;
use super::{Bar, Indicator, expect_window};
use crate::BacktestError;

/// The average true range (Wilder, 1978): smoothed by 1 / `window`, started at the mean of the
/// first `window` true ranges.
#[derive(Clone, Debug)]
pub struct Atr {
    window: usize,
    previous_close: Option<f64>,
    seen: usize,
    value: f64,
}

impl Atr {
    /// The range of this window; Wilder's is 14.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self { window, previous_close: None, seen: 0, value: 0.0 })
    }
}

impl Indicator for Atr {
    type Input = Bar;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window
    }

    fn update(&mut self, bar: Bar) -> Option<f64> {
        let range = true_range(&bar, self.previous_close.replace(bar.close)?);
        let window = self.window as f64;
        if self.seen < self.window {
            self.seen += 1;
            self.value += range / window;
            return (self.seen == self.window).then_some(self.value);
        }
        self.value = (self.value * (window - 1.0) + range) / window;
        Some(self.value)
    }
}
