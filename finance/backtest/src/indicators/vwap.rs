use super::rolling_window::RollingWindow;
use super::{Bar, Indicator, expect_window};
use crate::BacktestError;

/// The volume-weighted average of the typical price, over the latest bars or since the first. No
/// value where nothing was traded.
#[derive(Clone, Debug)]
pub struct Vwap {
    /// Values and volumes of the window; none since the first bar.
    rolling: Option<(RollingWindow, RollingWindow)>,
    value: f64,
    volume: f64,
}

impl Vwap {
    /// The average of the latest `window` bars.
    ///
    /// # Errors
    /// If the window is 0.
    pub fn rolling(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 1)?;
        let windows = (RollingWindow::new(window), RollingWindow::new(window));
        Ok(Self { rolling: Some(windows), value: 0.0, volume: 0.0 })
    }

    /// The average since the first bar.
    #[must_use]
    pub fn cumulative() -> Self {
        Self { rolling: None, value: 0.0, volume: 0.0 }
    }
}

impl Indicator for Vwap {
    type Input = Bar;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.rolling.as_ref().map_or(0, |(values, _)| values.length() - 1)
    }

    fn update(&mut self, bar: Bar) -> Option<f64> {
        let value = bar.typical_price() * bar.volume;
        if let Some((values, volumes)) = &mut self.rolling {
            values.push(value);
            volumes.push(bar.volume);
            if !values.is_full() {
                return None;
            }
            self.value = values.iter().sum();
            self.volume = volumes.iter().sum();
        } else {
            self.value += value;
            self.volume += bar.volume;
        }
        (self.volume > 0.0).then(|| self.value / self.volume)
    }
}
