use clap::Args;
use jiff::civil::Date;
use std::path::PathBuf;

/// Which assets, and what they cost on which days.
#[derive(Debug, Args)]
#[command(next_help_heading = "Prices")]
pub struct MarketArgs {
    /// tech_portfolio (embedded), diversified_portfolio, tech_stocks_daily, sp500_index (fetched), or a
    /// TOML file with `tickers` and, as it may be, `groups` and `weights`
    #[arg(long, value_name = "NAME|FILE")]
    pub portfolio: Option<String>,
    /// Prices of one's own: CSV, a row a day and asset, or a row a day and a column an asset; may be gzip
    #[arg(long, value_name = "FILE")]
    pub prices: Option<PathBuf>,
    /// Only these, in this order
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub tickers: Vec<String>,
    /// Days on which some assets have no price: error, inner (dropped) or ffill<=K (the last price, over
    /// at most K days)
    #[arg(long, value_name = "POLICY", default_value = "error")]
    pub align: String,
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub to: Option<Date>,
    /// Cache of fetched datasets, instead of the user's cache folder
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}
