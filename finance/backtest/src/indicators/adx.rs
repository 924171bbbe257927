use super::true_range::true_range;
use super::{Bar, Indicator, expect_window};
use crate::BacktestError;
use serde::Serialize;

/// The average directional index with both directional indicators (Wilder, 1978).
///
/// Starting values as in TA-Lib: the sums of directional movement and true range begin with
/// `window` − 1 bars and are smoothed from there; the index begins with the mean of `window`
/// directional movements.
#[derive(Clone, Debug)]
pub struct Adx {
    window: usize,
    previous: Option<Bar>,
    moves: usize,
    plus: f64,
    minus: f64,
    range: f64,
    index: f64,
}

/// The values of [`Adx`], each from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AdxValue {
    /// The average directional index.
    pub adx: f64,
    /// +DI: the upward movement as a share of the range.
    pub plus: f64,
    /// −DI: the downward movement as a share of the range.
    pub minus: f64,
}

impl Adx {
    /// The index of this window; Wilder's is 14.
    ///
    /// # Errors
    /// If the window is below 2.
    pub fn new(window: usize) -> Result<Self, BacktestError> {
        expect_window("window", window, 2)?;
        let zero = 0.0;
        Ok(Self {
            window,
            previous: None,
            moves: 0,
            plus: zero,
            minus: zero,
            range: zero,
            index: zero,
        })
    }
}

impl Indicator for Adx {
    type Input = Bar;
    type Output = AdxValue;

    fn warm_up(&self) -> usize {
        2 * self.window - 1
    }

    fn update(&mut self, bar: Bar) -> Option<AdxValue> {
        let previous = self.previous.replace(bar)?;
        self.moves += 1;
        let (up, down) = (bar.high - previous.high, previous.low - bar.low);
        let plus = if up > down && up > 0.0 { up } else { 0.0 };
        let minus = if down > up && down > 0.0 { down } else { 0.0 };
        let range = true_range(&bar, previous.close);
        let window = self.window as f64;
        let kept = if self.moves < self.window { 1.0 } else { 1.0 - 1.0 / window };
        self.plus = self.plus * kept + plus;
        self.minus = self.minus * kept + minus;
        self.range = self.range * kept + range;
        if self.moves < self.window {
            return None;
        }
        let share = |part: f64| if self.range > 0.0 { 100.0 * part / self.range } else { 0.0 };
        let (plus, minus) = (share(self.plus), share(self.minus));
        let both = plus + minus;
        let directional = if both > 0.0 { 100.0 * (plus - minus).abs() / both } else { 0.0 };
        if self.moves < 2 * self.window {
            self.index += directional / window;
            if self.moves < 2 * self.window - 1 {
                return None;
            }
        } else {
            self.index = (self.index * (window - 1.0) + directional) / window;
        }
        Some(AdxValue { adx: self.index, plus, minus })
    }
}
