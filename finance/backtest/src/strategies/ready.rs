use super::{
    BuyAndHold, DonchianBreakout, MeanReversion, MomentumRotation, Pairs, Rebalance, Schedule,
    SmaCross, Trailed,
};
use crate::{BacktestError, Bars, Strategy, View};
use serde::Serialize;

/// A ready strategy with its settings and the names of its assets, for a command line or a file.
///
/// ```
/// use neuron_backtest::strategies::ReadyStrategy;
/// use neuron_backtest::{BacktestConfig, Bars, backtest};
/// let bars = Bars::random_walk(&["A", "B"], 250, 0.0, 0.01, 1)?;
/// let ready = ReadyStrategy::SmaCross { asset: "B".into(), fast: 5, slow: 20, long_only: false };
/// backtest(&bars, ready.build(&bars)?, &BacktestConfig::with_cash(1e4))?;
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "strategy", rename_all = "kebab-case")]
pub enum ReadyStrategy {
    /// [`BuyAndHold`], equally weighted where there are no weights.
    BuyAndHold {
        /// One weight for each asset of the bars, or none.
        weights: Vec<f64>,
    },
    /// [`Rebalance`] to fixed weights, equal where there are none.
    Rebalance {
        /// One weight for each asset of the bars, or none.
        weights: Vec<f64>,
        /// When.
        schedule: Schedule,
    },
    /// [`SmaCross`].
    SmaCross {
        /// The asset's name.
        asset: String,
        /// The fast window in bars.
        fast: usize,
        /// The slow window in bars.
        slow: usize,
        /// Whether it never goes short.
        long_only: bool,
    },
    /// [`MomentumRotation`].
    MomentumRotation {
        /// Bars of the return by which assets are ranked.
        lookback: usize,
        /// The latest bars, which are left out of it.
        skip: usize,
        /// How many assets are held.
        hold: usize,
        /// When they are chosen anew.
        schedule: Schedule,
        /// Whether assets that fell stay out.
        rising_only: bool,
    },
    /// [`MeanReversion`].
    MeanReversion {
        /// The asset's name.
        asset: String,
        /// The window in bars.
        window: usize,
        /// The z-score of the entry.
        entry: f64,
        /// The z-score of the exit.
        exit: f64,
    },
    /// [`DonchianBreakout`].
    DonchianBreakout {
        /// The asset's name.
        asset: String,
        /// The window of the entry in bars.
        entry: usize,
        /// The window of the exit in bars.
        exit: usize,
        /// Whether it never goes short.
        long_only: bool,
    },
    /// [`Pairs`].
    Pairs {
        /// The first asset's name.
        first: String,
        /// The second asset's name.
        second: String,
        /// The window in bars.
        window: usize,
        /// The z-score of the entry.
        entry: f64,
        /// The z-score of the exit.
        exit: f64,
    },
    /// [`Trailed`].
    Trailed {
        /// The strategy whose positions are stopped.
        of: Box<ReadyStrategy>,
        /// The share from the best price.
        share: f64,
    },
}

impl ReadyStrategy {
    /// The strategy for these bars, at its beginning.
    ///
    /// # Errors
    /// If an asset is not among the bars, or a setting is outside what it may be.
    pub fn build(&self, bars: &Bars) -> Result<Box<dyn Strategy>, BacktestError> {
        Ok(match self {
            Self::BuyAndHold { weights } => Box::new(BuyAndHold::new(or_equal(weights, bars))),
            Self::Rebalance { weights, schedule } => {
                let weights = or_equal(weights, bars);
                Box::new(Rebalance::new(*schedule, 0, move |_: &View<'_>| Ok(weights.clone())))
            }
            Self::SmaCross { asset, fast, slow, long_only } => {
                let cross = SmaCross::new(bars.asset(asset)?, *fast, *slow)?;
                Box::new(if *long_only { cross.long_only() } else { cross })
            }
            Self::MomentumRotation { lookback, skip, hold, schedule, rising_only } => {
                let rotation = MomentumRotation::new(*lookback, *skip, *hold, *schedule)?;
                Box::new(if *rising_only { rotation.rising_only() } else { rotation })
            }
            Self::MeanReversion { asset, window, entry, exit } => {
                Box::new(MeanReversion::new(bars.asset(asset)?, *window, *entry, *exit)?)
            }
            Self::DonchianBreakout { asset, entry, exit, long_only } => {
                let breakout = DonchianBreakout::new(bars.asset(asset)?, *entry, *exit)?;
                Box::new(if *long_only { breakout.long_only() } else { breakout })
            }
            Self::Pairs { first, second, window, entry, exit } => {
                let (first, second) = (bars.asset(first)?, bars.asset(second)?);
                Box::new(Pairs::new(first, second, *window, *entry, *exit)?)
            }
            Self::Trailed { of, share } => Box::new(Trailed::new(of.build(bars)?, *share)?),
        })
    }
}

fn or_equal(weights: &[f64], bars: &Bars) -> Vec<f64> {
    let assets = bars.assets().len();
    if weights.is_empty() { vec![1.0 / assets as f64; assets] } else { weights.to_vec() }
}
