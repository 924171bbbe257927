use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;
use crate::error::expect_setting;

/// The standard deviation of the latest `window` log returns, times the square root of the periods
/// of a year. The deviation divides by `window` − 1. Takes prices above 0; another gives none.
#[derive(Clone, Debug)]
pub struct Volatility {
    window: RollingWindow,
    previous: Option<f64>,
    scale: f64,
}

impl Volatility {
    /// The volatility of a year with `periods_per_year` bars (252 for trading days, 1 for none).
    ///
    /// # Errors
    /// If the window is below 2, or the periods are not above 0.
    pub fn new(window: usize, periods_per_year: f64) -> Result<Self, BacktestError> {
        expect_window("window", window, 2)?;
        let holds = periods_per_year.is_finite() && periods_per_year > 0.0;
        expect_setting(holds, "periods_per_year", periods_per_year, "a number above 0, as 252")?;
        let scale = periods_per_year.sqrt();
        Ok(Self { window: RollingWindow::new(window), previous: None, scale })
    }
}

impl Indicator for Volatility {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window.length()
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        if value <= 0.0 {
            return None;
        }
        let previous = self.previous.replace(value)?;
        self.window.push((value / previous).ln());
        self.window.is_full().then(|| self.window.deviation(1) * self.scale)
    }
}
