use clap::{Args, ValueEnum};
use neuron_forecast_evaluation::calendar::HolidayCalendar;
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
    /// croston-optimised, sba, tsb, adida, imapa, ets-and-theta, scum, combination, each series by itself;
    /// regression, all series together with covariates, metadata and holidays. The first one forecasts, all
    /// are compared by `--windows`
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
    /// Columns beside the target whose future is known: rows that follow an item's last value hold it
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub covariates: Vec<String>,
    /// Columns that hold one value for all rows of an item, such as the kind of a shop
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub metadata: Vec<String>,
    /// Holidays that the regression knows
    #[arg(long, value_name = "CALENDAR")]
    pub holidays: Option<HolidaysName>,
    /// Whether a time is the first or the last day of the period that its value is of
    #[arg(long, value_name = "WHICH", default_value = "start")]
    pub stamp: StampName,
    /// Stretch quantiles by what held on so many windows before the forecast; 0 leaves a model's own
    /// [default: 0, for regression 8]
    #[arg(long, value_name = "N")]
    pub conformal: Option<usize>,
    /// Also forecast the total and the sums by these columns, so that sums and parts agree
    #[arg(long, value_name = "COLUMN,…", value_delimiter = ',')]
    pub hierarchy: Vec<String>,
    /// How they are made to agree
    #[arg(long, value_name = "WAY", default_value = "wls-structural")]
    pub reconcile: ReconcileName,
    /// Write a report with plots: .html is one page, .md has SVG files beside it
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
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

/// Calendars of holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HolidaysName {
    /// Those of the United States' government
    UsFederal,
    /// Those on which shops of the United States sell more
    UsRetail,
}

impl HolidaysName {
    /// The calendar.
    #[must_use]
    pub fn calendar(self) -> HolidayCalendar {
        match self {
            Self::UsFederal => HolidayCalendar::us_federal(),
            Self::UsRetail => HolidayCalendar::us_retail(),
        }
    }
}

/// What a time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StampName {
    /// The first day of its period
    Start,
    /// The last day of its period
    End,
}

/// Ways of reconciliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReconcileName {
    /// Sums of the items' forecasts
    BottomUp,
    /// Shares of the total's forecast
    TopDown,
    /// Least squares, all rows alike
    Ols,
    /// Least squares, rows weighted by how many items they sum
    WlsStructural,
    /// Least squares, rows weighted by the variance of their errors
    WlsVariance,
    /// Least trace of the errors' shrunk covariance (MinT)
    Mint,
}
