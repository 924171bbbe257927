use clap::Args;
use std::path::PathBuf;

/// Arguments of `run forecast`.
#[derive(Debug, Args)]
pub struct ForecastArgs {
    /// CSV, a row a time and item; without it, a made-up panel of weekly sales (synthetic)
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Column that names the item
    #[arg(long, value_name = "COLUMN", default_value = "item")]
    pub item: String,
    /// Column of times
    #[arg(long, value_name = "COLUMN", default_value = "time")]
    pub time: String,
    /// Column of what is to be forecast
    #[arg(long, value_name = "COLUMN", default_value = "value")]
    pub target: String,
    /// Models: mean, naive, seasonal-naive, drift, naive2, ses, holt, damped, holt-winters,
    /// holt-winters-multiplicative, ets, theta, otm, dstm, dotm, auto-theta, arima, mstl, ces, croston,
    /// croston-optimised, sba, tsb, adida, imapa, ets-and-theta, scum, combination. The first one forecasts,
    /// all are compared by `--windows`
    #[arg(
        long,
        value_name = "M,…",
        value_delimiter = ',',
        default_value = "ets-and-theta,seasonal-naive"
    )]
    pub method: Vec<String>,
    /// Steps ahead
    #[arg(long, value_name = "N", default_value_t = 13)]
    pub horizon: usize,
    /// Steps of a season; by default as usual at the data's frequency
    #[arg(long, value_name = "N")]
    pub season: Option<usize>,
    /// Quantiles
    #[arg(long, value_name = "Q,…", value_delimiter = ',', default_value = "0.1,0.5,0.9")]
    pub quantiles: Vec<f64>,
    /// Also judge the models on so many windows of the past, each as long as the horizon
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub windows: usize,
    /// Take negative values
    #[arg(long)]
    pub allow_negative: bool,
    /// Seed of the made-up panel
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// One JSON object on standard output, everything else on standard error
    #[arg(long)]
    pub json: bool,
}
