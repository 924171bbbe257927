use super::MarketArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    #[command(flatten)]
    pub market: MarketArgs,
    /// How prices move
    #[arg(long, value_name = "PROCESS", default_value = "brownian")]
    pub process: ProcessName,
    /// Number of paths
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    pub simulations: usize,
    /// Trading days of a path
    #[arg(long, value_name = "DAYS", default_value_t = 252)]
    pub horizon: usize,
    /// Levels of value at risk and expected shortfall
    #[arg(long, value_name = "L,…", value_delimiter = ',', default_value = "0.95,0.99")]
    pub levels: Vec<f64>,
    /// How paths are drawn
    #[arg(long, value_name = "SAMPLING", default_value = "independent")]
    pub sampling: SamplingName,
    /// Bring the portfolio back to its weights every day, without cost, instead of holding what was bought
    #[arg(long)]
    pub rebalance: bool,
    /// Degrees of freedom of `student`, and of the copula
    #[arg(long, value_name = "N", default_value_t = 5.0)]
    pub degrees: f64,
    /// Mean length in days of the blocks of `bootstrap`
    #[arg(long, value_name = "DAYS", default_value_t = 10.0)]
    pub block: f64,
    /// Trading days a year
    #[arg(long, value_name = "N", default_value_t = 252.0)]
    pub periods_per_year: f64,
    /// Shocks as TOML, `[[scenario]]` with name, all, assets, volatility, correlation: what each costs at
    /// once, and the risk after it
    #[arg(long, value_name = "FILE")]
    pub scenarios: Option<PathBuf>,
    /// Walk paths in 64 bits instead of 32
    #[arg(long)]
    pub double: bool,
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

/// Processes that are estimated from prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProcessName {
    /// Correlated geometric Brownian motions
    Brownian,
    /// Normal returns, independent from day to day
    Normal,
    /// Student-t returns with a scale in common
    Student,
    /// Brownian motions with jumps, told from the rest by a threshold
    Jumps,
    /// Student-t returns, each asset with degrees of freedom of its own, under a Student copula
    Copula,
    /// Blocks of days of the past
    Bootstrap,
    /// The past's residuals through a GJR-GARCH filter an asset, from today's variance
    Filtered,
}

/// How paths are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SamplingName {
    /// Independently
    Independent,
    /// In pairs with opposite normals
    Antithetic,
    /// From scrambled Sobol nets along Brownian bridges (brownian and normal)
    Sobol,
}
