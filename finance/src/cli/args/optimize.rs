use super::MarketArgs;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `run optimize`.
#[derive(Debug, Args)]
pub struct OptimizeArgs {
    #[command(flatten)]
    pub market: MarketArgs,
    /// max-sharpe, min-volatility, max-return, utility=A (risk aversion), efficient-return=R,
    /// efficient-risk=V, min-cvar=L, min-evar=L, min-cdar=L (levels such as 0.95), min-rlvar=L or
    /// min-rlvar=L,K (deformation K, as 0.3), min-gini, min-semideviation=TARGET,
    /// min-absolute-deviation, min-worst-loss, min-average-drawdown, min-max-drawdown, min-ulcer-index,
    /// min-tracking-error (of the constraints' benchmark), worst-case=K (expected returns off by K standard
    /// errors), kelly, risk-parity; or without an optimiser: hrp-single, hrp-ward, herc, nco,
    /// max-diversification, inverse-volatility, inverse-variance, equal-weight
    #[arg(long, value_name = "OBJECTIVE", default_value = "max-sharpe")]
    pub objective: String,
    /// How expected returns a year are estimated
    #[arg(long, value_name = "METHOD", default_value = "compound")]
    pub returns: ExpectedReturnName,
    /// How the covariance is estimated: sample, ledoit-wolf-identity, ledoit-wolf-constant-correlation,
    /// ledoit-wolf-single-factor, ledoit-wolf-nonlinear, oracle-approximating, shrunk-identity,
    /// exponential, risk-metrics, semicovariance, denoised, detoned, gerber, gerber-normalised,
    /// statistical-factors; some take a parameter, such as gerber=0.7 or statistical-factors=3
    #[arg(long, value_name = "METHOD", default_value = "sample")]
    pub covariance: String,
    /// Estimate the covariance from factors instead: their prices, in any form that `--prices` takes, on
    /// the assets' days
    #[arg(long, value_name = "FILE", conflicts_with = "covariance")]
    pub factors: Option<PathBuf>,
    /// Views on returns (Black and Litterman), as TOML: `[[view]]` with assets, expected_return and, as it
    /// may be, confidence; before them tau, and capitalisations with risk_aversion for a prior of the market
    #[arg(long, value_name = "FILE")]
    pub views: Option<PathBuf>,
    /// Risk-free rate a year
    #[arg(long, value_name = "RATE", default_value_t = 0.02)]
    pub risk_free: f64,
    /// Trading days a year
    #[arg(long, value_name = "N", default_value_t = 252.0)]
    pub periods_per_year: f64,
    /// Least weight of each asset; below zero for short sales [default: 0]
    #[arg(long, value_name = "W", allow_negative_numbers = true)]
    pub min_weight: Option<f64>,
    /// Greatest weight of each asset
    #[arg(long, value_name = "W")]
    pub max_weight: Option<f64>,
    /// Greatest number of assets; the result is proven best, or its gap is stated
    #[arg(long, value_name = "N")]
    pub max_assets: Option<usize>,
    /// Limits of a group of the portfolio's file; `MIN..MAX`, either may be left out; may be repeated
    #[arg(long, value_name = "MAP/GROUP=MIN..MAX")]
    pub group: Vec<String>,
    /// All other constraints, as TOML: asset_bounds, groups, linear, gross_exposure, long_exposure,
    /// short_exposure, trading, minimum_return, maximum_volatility, maximum_cvar, maximum_evar, benchmark,
    /// maximum_tracking_error
    #[arg(long, value_name = "FILE")]
    pub constraints: Option<PathBuf>,
    /// Also N portfolios of least volatility from the least to the greatest return
    #[arg(long, value_name = "N")]
    pub frontier: Option<usize>,
    /// Money to invest: whole shares at the last prices
    #[arg(long, value_name = "MONEY")]
    pub value: Option<f64>,
    /// Write the portfolio with its weights there (.toml), or a report with plots (.md, .html)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}

/// Estimates of expected returns.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExpectedReturnName {
    /// Growth from the first to the last price
    Compound,
    /// Mean return times the days of a year
    Arithmetic,
    /// Mean return weighted towards the last days (span 500)
    Exponential,
    /// What the capital asset pricing model expects, the mean of all assets being the market
    Capm,
}
