use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;

/// How many standard deviations the latest value lies above the mean of the latest `window`
/// values, itself among them. The deviation divides by `window` − 1. No value where all are equal.
#[derive(Clone, Debug)]
pub struct ZScore {
    window: RollingWindow,
}

impl ZScore {
    /// The score in the latest `window` values.
    ///
    /// # Errors
    /// If the window is below 2.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 2)?;
        Ok(Self { window: RollingWindow::new(window) })
    }
}

impl Indicator for ZScore {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window.length() - 1
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        self.window.push(value);
        if !self.window.is_full() {
            return None;
        }
        let deviation = self.window.deviation(1);
        (deviation > 0.0).then(|| (value - self.window.mean()) / deviation)
    }
}
