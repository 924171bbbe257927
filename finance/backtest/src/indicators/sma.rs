use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;

/// The simple moving average: the mean of the latest `window` values.
///
/// The sum is kept from step to step with its rounding error beside it (Neumaier, 1974), so it
/// does not drift.
#[derive(Clone, Debug)]
pub struct Sma {
    window: RollingWindow,
    sum: f64,
    lost: f64,
}

impl Sma {
    /// The mean of the latest `window` values.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self { window: RollingWindow::new(window), sum: 0.0, lost: 0.0 })
    }

    fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - sum) + value
        } else {
            (value - sum) + self.sum
        };
        self.sum = sum;
    }
}

impl Indicator for Sma {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window.length() - 1
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        self.add(value);
        if let Some(oldest) = self.window.push(value) {
            self.add(-oldest);
        }
        let full = self.window.is_full();
        full.then(|| (self.sum + self.lost) / self.window.length() as f64)
    }
}
