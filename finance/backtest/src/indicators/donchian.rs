use super::rolling_window::RollingWindow;
use super::{Bar, Indicator, expect_window};
use crate::BacktestError;
use serde::Serialize;

/// The Donchian channel: the highest high and the lowest low of the latest bars, the current one
/// among them.
#[derive(Clone, Debug)]
pub struct Donchian {
    high: RollingWindow,
    low: RollingWindow,
}

/// The values of [`Donchian`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Channel {
    /// The lowest low.
    pub lower: f64,
    /// Half way between.
    pub middle: f64,
    /// The highest high.
    pub upper: f64,
}

impl Donchian {
    /// The channel of `window` bars.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        Ok(Self { high: RollingWindow::new(window), low: RollingWindow::new(window) })
    }
}

impl Indicator for Donchian {
    type Input = Bar;
    type Output = Channel;

    fn warm_up(&self) -> usize {
        self.high.length() - 1
    }

    fn update(&mut self, bar: Bar) -> Option<Channel> {
        self.high.push(bar.high);
        self.low.push(bar.low);
        self.high.is_full().then(|| {
            let (lower, upper) = (self.low.least(), self.high.greatest());
            Channel { lower, middle: f64::midpoint(lower, upper), upper }
        })
    }
}
