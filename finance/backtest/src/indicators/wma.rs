use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;

/// The linearly weighted moving average: the latest value weighs `window`, the oldest 1.
#[derive(Clone, Debug)]
pub struct Wma {
    window: RollingWindow,
}

impl Wma {
    /// The average of the latest `window` values.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self { window: RollingWindow::new(window) })
    }
}

impl Indicator for Wma {
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
        let length = self.window.length() as f64;
        let weighted: f64 = self.window.iter().zip(1..).map(|(v, w)| v * f64::from(w)).sum();
        Some(weighted / (length * (length + 1.0) / 2.0))
    }
}
