//! The command line.

mod backtest;
mod fetch;
mod forecast;
mod market;
mod optimize;
mod simulate;
mod volatility;

pub(super) use backtest::{BacktestArgs, StrategyName};
pub(super) use fetch::{FetchArgs, SourceName};
pub(super) use forecast::{ForecastArgs, ReconcileName, StampName};
pub(super) use market::MarketArgs;
pub(super) use optimize::{ExpectedReturnName, OptimizeArgs};
pub(super) use simulate::{ProcessName, SamplingName, SimulateArgs};
pub(super) use volatility::{InnovationName, ModelName, VolatilityArgs};

use clap::{Args, Parser, Subcommand};
use neuron_tasks::TaskCommand;

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
    /// Bring datasets here, or prices of tickers; without a name, list the datasets
    #[command(
        after_help = "Examples:\n  cargo xtask fetch finance\n  cargo xtask fetch finance diversified-portfolio\n  cargo xtask fetch finance m3 walmart-weekly --json\n  cargo xtask fetch finance --source yahoo --tickers AAPL,MSFT --period 5y --output prices.csv\n  cargo xtask fetch finance --source stooq --tickers aapl.us --period 2020-01-01..2024-12-31\n  cargo xtask fetch finance --source fred --tickers SP500"
    )]
    Fetch(FetchArgs),
    /// What is trained.
    #[command(flatten)]
    Task(Box<TaskCommand>),
    /// Run an analysis that trains nothing: optimize, simulate, volatility, forecast, backtest
    #[command(
        after_help = "Examples:\n  cargo xtask run finance optimize\n  cargo xtask run finance simulate --process filtered\n  cargo xtask run finance volatility --asset AAPL --backtest\n  cargo xtask run finance forecast --windows 3\n  cargo xtask run finance backtest --tickers GOOG\n  cargo xtask run finance optimize --help"
    )]
    Run(RunArgs),
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
    /// What a portfolio may lose, by Monte Carlo simulation
    #[command(
        after_help = "Examples:\n  cargo xtask run finance simulate\n  cargo xtask run finance simulate --simulations 100000 --horizon 10 --process student\n  cargo xtask run finance simulate --process filtered --levels 0.975 --json\n  cargo xtask run finance simulate --portfolio mine.toml --prices prices.csv --scenarios shocks.toml"
    )]
    Simulate(Box<SimulateArgs>),
    /// How volatile an asset is and will be, and whether its value at risk held out of sample
    #[command(
        after_help = "Examples:\n  cargo xtask run finance volatility --asset AAPL\n  cargo xtask run finance volatility --model egarch --innovation skew-t --horizon 20\n  cargo xtask run finance volatility --asset IBM --backtest --window 750 --json"
    )]
    Volatility(Box<VolatilityArgs>),
    /// The next values of many series, with quantiles, and how good such forecasts were
    #[command(
        after_help = "Examples:\n  cargo xtask run finance forecast --windows 3\n  cargo xtask run finance forecast --data sales.csv --item store --time week --target sold --horizon 13\n  cargo xtask run finance forecast --data energy.csv --method combination,ets,dotm --conformal 2 --windows 4 --json\n  cargo xtask run finance forecast --data sales.csv --method regression --covariates price --hierarchy region --output sales.html\n  cargo xtask run finance forecast --data sales.csv --method regression --covariates price --set-covariate 'price*=0.9' --explain\n  cargo xtask run finance forecast --data hours.csv --method tbats,mstl --periods 24,168 --horizon 168 --windows 2"
    )]
    Forecast(Box<ForecastArgs>),
    /// What a strategy would have made of past prices, and whether it saw the future
    #[command(
        after_help = "Examples:\n  cargo xtask run finance backtest --tickers GOOG\n  cargo xtask run finance backtest --strategy momentum --set lookback=250 --set hold=1\n  cargo xtask run finance backtest --bars mine.csv --strategy donchian --long-only --slippage 2 --json\n  cargo xtask run finance backtest --tickers GOOG --search fast=5..20/5 --search slow=30,60,100 --train 750 --output tear-sheet.html"
    )]
    Backtest(Box<BacktestArgs>),
}
