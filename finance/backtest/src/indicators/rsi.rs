use super::{Indicator, expect_window};
use crate::BacktestError;

/// The relative strength index (J. Welles Wilder, *New Concepts in Technical Trading Systems*,
/// 1978), from 0 to 100: the share of the gains in all moves, both smoothed by 1 / `window` and
/// started at the mean of the first `window` moves. 0 where nothing moved at all (as in TA-Lib).
#[derive(Clone, Debug)]
pub struct Rsi {
    window: usize,
    previous: Option<f64>,
    moves: usize,
    gain: f64,
    loss: f64,
}

impl Rsi {
    /// The index of this window; Wilder's is 14.
    ///
    /// # Errors
    /// If the window is below 2.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 2)?;
        Ok(Self { window, previous: None, moves: 0, gain: 0.0, loss: 0.0 })
    }
}

impl Indicator for Rsi {
    type Input = f64;
    type Output = f64;

    fn warm_up(&self) -> usize {
        self.window
    }

    fn update(&mut self, value: f64) -> Option<f64> {
        let change = value - self.previous.replace(value)?;
        let (gain, loss) = (change.max(0.0), (-change).max(0.0));
        let window = self.window as f64;
        if self.moves < self.window {
            self.moves += 1;
            self.gain += gain / window;
            self.loss += loss / window;
            if self.moves < self.window {
                return None;
            }
        } else {
            self.gain = (self.gain * (window - 1.0) + gain) / window;
            self.loss = (self.loss * (window - 1.0) + loss) / window;
        }
        let all = self.gain + self.loss;
        Some(if all > 0.0 { 100.0 * self.gain / all } else { 0.0 })
    }
}
