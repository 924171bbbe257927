use super::rolling_window::RollingWindow;
use super::{Indicator, expect_window};
use crate::BacktestError;
use crate::error::expect_setting;
use serde::Serialize;

/// Bollinger bands: the simple average and a number of standard deviations to either side. The
/// deviation is that of the window itself (divided by its length, as in TA-Lib).
#[derive(Clone, Debug)]
pub struct Bollinger {
    window: RollingWindow,
    width: f64,
}

/// The values of [`Bollinger`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bands {
    /// The lower band.
    pub lower: f64,
    /// The average.
    pub middle: f64,
    /// The upper band.
    pub upper: f64,
}

impl Bollinger {
    /// Bands `width` deviations from the average of `window` values; 20 and 2 are usual.
    ///
    /// # Errors
    /// If the window is below 2, or the width is not above 0.
    pub fn new(window: usize, width: f64) -> Result<Self, BacktestError> {
        expect_window("window", window, 2)?;
        let holds = width.is_finite() && width > 0.0;
        expect_setting(holds, "width", width, "a number of deviations above 0")?;
        Ok(Self { window: RollingWindow::new(window), width })
    }
}

impl Indicator for Bollinger {
    type Input = f64;
    type Output = Bands;

    fn warm_up(&self) -> usize {
        self.window.length() - 1
    }

    fn update(&mut self, value: f64) -> Option<Bands> {
        self.window.push(value);
        self.window.is_full().then(|| {
            let (middle, away) = (self.window.mean(), self.width * self.window.deviation(0));
            Bands { lower: middle - away, middle, upper: middle + away }
        })
    }
}
