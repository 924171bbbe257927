use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;

/// The change over `lag` steps: now less then.
#[derive(Clone, Debug)]
pub struct Momentum {
    window: RollingWindow,
}

impl Momentum {
    /// The change over `lag` steps.
    ///
    /// # Errors
    /// If the lag is 0.
    pub fn new(lag: usize) -> Result<Self, BacktestError> {
        expect_window("lag", lag, 1)?;
        Ok(Self { window: RollingWindow::new(lag) })
    }
}

impl Indicator for Momentum {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window.length()
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        self.window.push(value).map(|then| value - then)
    }
}

/// The change over `lag` steps as a share of the value then: 0.05 for 5 %. No value where the
/// value then is 0.
#[derive(Clone, Debug)]
pub struct RateOfChange {
    window: RollingWindow,
}

impl RateOfChange {
    /// The share over `lag` steps.
    ///
    /// # Errors
    /// If the lag is 0.
    pub fn new(lag: usize) -> Result<Self, BacktestError> {
        expect_window("lag", lag, 1)?;
        Ok(Self { window: RollingWindow::new(lag) })
    }
}

impl Indicator for RateOfChange {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window.length()
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        let then = self.window.push(value).filter(|&then| then != 0.0)?;
        Some(value / then - 1.0)
    }
}
