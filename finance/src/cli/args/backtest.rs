use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Arguments of `run backtest`.
#[derive(Debug, Args)]
pub struct BacktestArgs {
    /// Open, high, low, close and volume: CSV, a row a day and asset; without it, the embedded bars of
    /// AAPL, GOOG, IBM and MSFT, adjusted
    #[arg(long, value_name = "FILE")]
    pub bars: Option<PathBuf>,
    /// Which assets; without it, all on their common days
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub tickers: Vec<String>,
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// What decides
    #[arg(long, value_name = "STRATEGY", default_value = "sma-cross")]
    pub strategy: StrategyName,
    /// A setting of the strategy, such as fast=10, slow=30, window=20, entry=2, exit=0.5, lookback=120,
    /// skip=5, hold=2; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Try all these values of a setting, with those of the others, and go on with the best: fast=5..20/5 or
    /// slow=30,60,100; may be repeated. All that was tried is judged together
    #[arg(long, value_name = "NAME=VALUES")]
    pub search: Vec<String>,
    /// Also choose anew on so many bars at a time and follow the choice on the next (walk-forward)
    #[arg(long, value_name = "BARS", requires = "search")]
    pub train: Option<usize>,
    /// Bars that each choice is followed [default: a quarter of --train]
    #[arg(long, value_name = "BARS", requires = "train")]
    pub test: Option<usize>,
    /// Cash at the beginning
    #[arg(long, value_name = "MONEY", default_value_t = 10_000.0)]
    pub cash: f64,
    /// Commission as a share of what is traded
    #[arg(long, value_name = "SHARE", default_value_t = 0.002)]
    pub commission: f64,
    /// By how many basis points fills are worse than the price
    #[arg(long, value_name = "BP", default_value_t = 0.0)]
    pub slippage: f64,
    /// Greatest gross exposure over equity
    #[arg(long, value_name = "X", default_value_t = 1.0)]
    pub leverage: f64,
    /// Fee of a year for what is sold short, as a share of its value
    #[arg(long, value_name = "RATE", default_value_t = 0.0)]
    pub borrow_rate: f64,
    /// Close each position at this share, as 0.1, from its best price since the fill; it stays closed
    /// until the strategy orders again
    #[arg(long, value_name = "SHARE")]
    pub trailing_stop: Option<f64>,
    /// Never go short, where the strategy could
    #[arg(long)]
    pub long_only: bool,
    /// Write a tear sheet with plots: .html is one page, .md has SVG files beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out the test that nothing depends on the future
    #[arg(long)]
    pub no_look_ahead_test: bool,
    /// Seed of that test
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// The ready strategies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StrategyName {
    /// Long while the fast moving average is above the slow one, short while below (the first asset)
    SmaCross,
    /// All assets, bought once
    BuyAndHold,
    /// All assets, brought back to equal weights each month
    Rebalance,
    /// The assets that rose most, chosen anew each month
    Momentum,
    /// Against moves away from the moving mean (the first asset)
    MeanReversion,
    /// With moves beyond the last highs and lows (the first asset)
    Donchian,
    /// The first asset against the second, while they are far apart
    Pairs,
}
