//! The command line.

mod market;
mod optimize;

pub(super) use market::MarketArgs;
pub(super) use optimize::{ExpectedReturnName, OptimizeArgs};

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Portfolios, risk, forecasts and strategies.
#[derive(Debug, Parser)]
#[command(name = "neuron-finance", version, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring datasets here; without a name, list them
    #[command(
        after_help = "Examples:\n  cargo xtask fetch finance\n  cargo xtask fetch finance diversified-portfolio\n  cargo xtask fetch finance m3 walmart-weekly --json"
    )]
    Fetch(FetchArgs),
    /// Run an analysis that trains nothing
    Run(RunArgs),
}

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Names of datasets
    #[arg(value_name = "DATASET")]
    pub datasets: Vec<String>,
    /// Cache of fetched datasets, instead of the user's cache folder
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
    /// No progress
    #[arg(long, short)]
    pub quiet: bool,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Which analysis
    #[command(subcommand)]
    pub analysis: Analysis,
}

/// The analyses.
#[derive(Debug, Subcommand)]
pub enum Analysis {
    /// The best portfolio of some assets
    #[command(
        after_help = "Examples:\n  cargo xtask run finance optimize\n  cargo xtask run finance optimize --objective min-volatility --max-weight 0.4\n  cargo xtask run finance optimize --portfolio diversified_portfolio --max-assets 8 --json\n  cargo xtask run finance optimize --portfolio mine.toml --prices prices.csv --constraints limits.toml\n  cargo xtask run finance optimize --objective hrp-ward --value 100000\n  cargo xtask run finance optimize --frontier 20"
    )]
    Optimize(Box<OptimizeArgs>),
}
