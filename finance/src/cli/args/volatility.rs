use super::MarketArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run volatility`.
#[derive(Debug, Args)]
pub struct VolatilityArgs {
    #[command(flatten)]
    pub market: MarketArgs,
    /// Which asset's returns; without it, the first
    #[arg(long, value_name = "TICKER")]
    pub asset: Option<String>,
    /// The variance
    // An id of its own: `model` is that of the networks that `train` knows.
    #[arg(id = "variance_model", long = "model", value_name = "MODEL", default_value = "gjr")]
    pub model: ModelName,
    /// The law of the innovations
    #[arg(long, value_name = "LAW", default_value = "t")]
    pub innovation: InnovationName,
    /// Days that are forecast
    #[arg(long, value_name = "DAYS", default_value_t = 10)]
    pub horizon: usize,
    /// Also forecast value at risk and expected shortfall of each day out of sample, and test them
    #[arg(long)]
    pub backtest: bool,
    /// Level of value at risk
    #[arg(long, value_name = "LEVEL", default_value_t = 0.99)]
    pub level: f64,
    /// Returns that each fit of the back-test sees
    #[arg(long, value_name = "DAYS", default_value_t = 1000)]
    pub window: usize,
    /// Days for which the parameters of a fit stay frozen
    #[arg(long, value_name = "DAYS", default_value_t = 50)]
    pub refit_every: usize,
    /// Simulations behind the p-values of the test of expected shortfall
    #[arg(long, value_name = "N", default_value_t = 2000)]
    pub simulations: usize,
    /// Write a report with plots: .html is one page, .md has SVG files beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Seed of every draw
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// Models of the variance, each with one lag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModelName {
    /// The same on all days
    Constant,
    /// GARCH(1,1)
    Garch,
    /// GJR-GARCH(1,1,1), in which losses weigh more
    Gjr,
    /// EGARCH(1,1,1)
    Egarch,
}

/// Laws of the innovations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InnovationName {
    /// Normal
    Normal,
    /// Student t
    T,
    /// Hansen's skewed t
    SkewT,
}
