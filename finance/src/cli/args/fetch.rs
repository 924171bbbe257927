use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `fetch`.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Names of datasets
    #[arg(value_name = "DATASET")]
    pub datasets: Vec<String>,
    /// Fetch prices of `--tickers` from there instead; under what licence is for you to know
    #[arg(long, value_name = "SOURCE", requires = "tickers", conflicts_with = "datasets")]
    pub source: Option<SourceName>,
    /// Tickers as the source names them: AAPL, ^GSPC (yahoo), aapl.us (stooq), SP500 (fred)
    #[arg(long, value_name = "A,B,…", value_delimiter = ',', requires = "source")]
    pub tickers: Vec<String>,
    /// 1d, 5d, 1mo, 3mo, 6mo, 1y, 2y, 5y, 10y, ytd, max, or FIRST..LAST such as 2024-01-01..2024-06-30
    #[arg(long, value_name = "PERIOD", default_value = "5y")]
    pub period: String,
    /// Another server that speaks as the source does; no other is asked
    #[arg(long, value_name = "URL", requires = "source")]
    pub base_url: Option<String>,
    /// Write the prices there; without it, into the cache
    #[arg(long, value_name = "FILE", requires = "source")]
    pub output: Option<PathBuf>,
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

/// Who quotes prices over the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SourceName {
    /// Yahoo's chart interface: bars and adjusted closes
    Yahoo,
    /// Stooq: bars, of which it does not say what they are corrected for
    Stooq,
    /// The Federal Reserve Bank of St. Louis: indices and other series
    Fred,
}

impl SourceName {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yahoo => "yahoo",
            Self::Stooq => "stooq",
            Self::Fred => "fred",
        }
    }
}
