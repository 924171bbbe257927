//! Indicators: fed value by value, or run over a whole series by [`over`]; it is one computation,
//! so both agree bit for bit and neither can see ahead.
//!
//! Definitions and starting values are those of TA-Lib where it has the indicator. An indicator
//! gives `None` until it has seen enough, and where it has no value (a z-score without deviation).
//!
//! | | |
//! |-|-|
//! | averages | [`Sma`], [`Ema`], [`Wma`], [`Vwap`] |
//! | momentum | [`Momentum`], [`RateOfChange`], [`Rsi`], [`Macd`], [`Stochastic`], [`Adx`] |
//! | dispersion | [`Bollinger`], [`ZScore`], [`Volatility`], [`Atr`] |
//! | channels and volume | [`Donchian`], [`OnBalanceVolume`] |

mod adx;
mod atr;
mod bollinger;
mod donchian;
mod ema;
mod macd;
mod momentum;
mod on_balance_volume;
mod rolling_window;
mod rsi;
mod sma;
mod stochastic;
mod true_range;
mod volatility;
mod vwap;
mod wma;
mod z_score;

pub use adx::{Adx, AdxValue};
pub use atr::Atr;
pub use bollinger::{Bands, Bollinger};
pub use donchian::{Channel, Donchian};
pub use ema::Ema;
pub use macd::{Macd, MacdValue};
pub use momentum::{Momentum, RateOfChange};
pub use on_balance_volume::OnBalanceVolume;
pub use rsi::Rsi;
pub use sma::Sma;
pub use stochastic::{Stochastic, StochasticValue};
pub use volatility::Volatility;
pub use vwap::Vwap;
pub use wma::Wma;
pub use z_score::ZScore;

use crate::BacktestError;
use crate::error::{expect_rows, expect_setting};
use serde::Serialize;

/// The prices and the volume of one bar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The first price.
    pub open: f64,
    /// The highest price.
    pub high: f64,
    /// The lowest price.
    pub low: f64,
    /// The last price.
    pub close: f64,
    /// The units traded; 0 where that is not known.
    pub volume: f64,
}

impl Bar {
    /// The mean of high, low and close.
    #[must_use]
    pub fn typical_price(&self) -> f64 {
        (self.high + self.low + self.close) / 3.0
    }
}

/// What an indicator takes in: a number or a bar.
pub trait Input: Copy {
    /// Whether all its numbers are finite; the first that is not where they are not.
    fn not_finite(&self) -> Option<f64>;
}

impl Input for f64 {
    fn not_finite(&self) -> Option<f64> {
        (!self.is_finite()).then_some(*self)
    }
}

impl Input for Bar {
    fn not_finite(&self) -> Option<f64> {
        [self.open, self.high, self.low, self.close, self.volume]
            .into_iter()
            .find(|value| !value.is_finite())
    }
}

/// A quantity that follows a series, one step at a time.
pub trait Indicator {
    /// What it takes in at each step.
    type Input: Input;
    /// What it gives.
    type Output;

    /// The steps without a value at the beginning: the value after this many steps and one more
    /// is the first.
    fn warm_up(&self) -> usize;

    /// Takes the next step in, and gives the value up to it, once there is one.
    fn update(&mut self, input: Self::Input) -> Option<Self::Output>;
}

/// Runs an indicator over a whole series: a value, or none, for each step.
///
/// ```
/// use neuron_backtest::indicators::{Sma, over};
/// assert_eq!(
///     over(Sma::new(2)?, [1.0, 3.0, 5.0])?,
///     [None, Some(2.0), Some(4.0)],
/// );
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
///
/// # Errors
/// If a number is not finite, or the series is too short for a single value.
pub fn over<I: Indicator>(
    mut indicator: I,
    inputs: impl IntoIterator<Item = I::Input>,
) -> Result<Vec<Option<I::Output>>, BacktestError> {
    let needed = indicator.warm_up() + 1;
    let mut values = Vec::new();
    for (row, input) in inputs.into_iter().enumerate() {
        if let Some(value) = input.not_finite() {
            let what = "the indicator's input".to_owned();
            return Err(BacktestError::NotFinite { what, row, value });
        }
        values.push(indicator.update(input));
    }
    expect_rows("the indicator", values.len(), needed)?;
    Ok(values)
}

/// The largest window; a longer one is a mistake rather than a wish.
const MOST: usize = 1 << 24;

/// Checks the length of a window.
fn expect_window(name: &'static str, window: usize, least: usize) -> Result<(), BacktestError> {
    let expected = if least < 2 { "1 bar or more" } else { "2 bars or more" };
    expect_setting((least..=MOST).contains(&window), name, window as f64, expected)
}
